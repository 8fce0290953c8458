import { configOf } from './card-json.ts';
import { cardFace } from './face.ts';
import { Refusal } from './refusal.ts';
import type { MessageState, Wire } from './words.ts';

/** Streaming ends by itself so long after it was last opened. */
const streamingMs = 10 * 60_000;

/** A card entity of CardKit. open.feishu.cn/document: feishu-cards/streaming-updates-openapi-overview */
export class Card {
  readonly id: string;
  /** Everything it ever showed. */
  readonly states: [MessageState, ...MessageState[]];
  /** The highest number of an operation so far. */
  sequence = 0;
  /** A card is sent once. */
  isSent = false;
  /** Presses of its buttons that wait for their answer. */
  pressed = 0;
  /** The body of each operation that carried a uuid. */
  readonly operations = new Map<string, string>();
  readonly #now: () => number;
  #json: Wire;
  #openedAt: number | undefined;

  constructor(id: string, json: Wire, now: () => number) {
    this.id = id;
    this.#now = now;
    this.#json = json;
    this.#follow(true);
    this.states = [cardFace(json, now(), this.isStreaming)];
  }

  get json(): Wire {
    return this.#json;
  }

  get isStreaming(): boolean {
    return this.#openedAt !== undefined && this.#now() < this.#openedAt + streamingMs;
  }

  /** Shows another card from now on. Streaming follows its config; `opens`: its ten minutes begin anew. */
  show(json: Wire, opens = false): void {
    const wasOpen = configOf(this.#json)['streaming_mode'] === true;
    this.#json = json;
    this.#follow(opens || !wasOpen);
    this.states.push(cardFace(json, this.#now(), this.isStreaming));
  }

  /** @throws Refusal 200810 while somebody's press of a button waits and the card is streaming. */
  mustBeIdle(): void {
    if (this.pressed > 0 && this.isStreaming) throw new Refusal(200810, 'user interaction is running');
  }

  /** @throws Refusal: 200850 for the first write after the ten minutes, 300309 for any other while streaming is closed. */
  mustStream(): void {
    if (this.isStreaming) return;
    if (this.#openedAt === undefined) throw new Refusal(300309, 'streaming mode is closed');
    this.#openedAt = undefined;
    this.#json = { ...this.#json, config: { ...configOf(this.#json), streaming_mode: false } };
    throw new Refusal(200850, 'card streaming timeout');
  }

  #follow(opens: boolean): void {
    if (configOf(this.#json)['streaming_mode'] !== true) this.#openedAt = undefined;
    else if (opens) this.#openedAt = this.#now();
  }
}
