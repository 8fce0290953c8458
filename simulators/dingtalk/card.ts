import { readMarkdown } from './markdown.ts';
import { bad } from './refusal.ts';
import { buttonsIn, isOpen, textKey } from './templates.ts';
import type { MessageState, Wire } from './words.ts';

/** The values that fill a template: strings, all of them. */
export type Params = Readonly<Record<string, string>>;

/** What a card needs of the world. */
export interface Surroundings {
  readonly now: () => number;
  /** Is there a connection that would hear of its buttons? */
  readonly isHeard: () => boolean;
}

/** An instance of a template. open.dingtalk.com: AI card, createAndDeliver and streaming update */
export class Card {
  readonly outTrackId: string;
  readonly templateId: string;
  readonly callbackType: string;
  /** Everything it ever showed. */
  readonly states: [MessageState, ...MessageState[]];
  readonly #around: Surroundings;
  readonly #guids = new Set<string>();
  #params: Params;
  #key: string | undefined;
  #isFinal = false;
  #hasAppeared = false;

  constructor({ outTrackId, cardTemplateId, callbackType }: Wire, params: Params, around: Surroundings) {
    this.outTrackId = String(outTrackId);
    this.templateId = String(cardTemplateId);
    this.callbackType = String(callbackType ?? '');
    this.#around = around;
    this.#params = params;
    this.#isFinal = !isOpen(this.flowStatus);
    this.states = [this.face()];
  }

  /** Processing where nobody said otherwise. */
  get flowStatus(): string {
    return this.#params['flowStatus'] ?? '1';
  }

  get params(): Params {
    return this.#params;
  }

  /**
   * Streams a whole text. The same `guid` again changes nothing and is no error.
   * @throws Refusal for a card that has come to its end. The vendor does not say what happens then: we assume that it refuses,
   * until `flowStatus` is set to 1 or 2 again.
   */
  stream(guid: string, key: string, content: string, end: 'final' | 'failed' | undefined): void {
    if (this.#guids.has(guid)) return;
    if (this.#isFinal) throw bad('param.stream.status', 'the card is finished');
    this.#guids.add(guid);
    this.#key = key;
    const flowStatus = end === 'failed' ? '5' : end === 'final' ? '3' : '2';
    this.#show({ ...this.#params, [key]: content, flowStatus });
  }

  /** Sets values: `merges` keeps the others. */
  update(params: Params, merges: boolean): void {
    this.#show(merges ? { ...this.#params, ...params } : params);
  }

  /** It comes onto a screen: what it showed before the first one, nobody saw. */
  appear(): void {
    if (this.#hasAppeared) return;
    this.#hasAppeared = true;
    this.states.splice(0, this.states.length, this.face());
  }

  /** What people see of it now. */
  face(): MessageState {
    const markdown = this.#params[this.#key ?? textKey(this.#params)] ?? '';
    const isHeard = this.callbackType === 'STREAM' && this.#around.isHeard();
    return {
      at: this.#around.now(),
      text: readMarkdown(markdown, { rich: true }),
      markdown,
      title: '',
      buttons: isHeard ? buttonsIn(this.flowStatus) : [],
      flowStatus: this.flowStatus,
      streaming: isOpen(this.flowStatus),
      params: this.#params,
    };
  }

  #show(params: Params): void {
    this.#params = params;
    this.#isFinal = !isOpen(this.flowStatus);
    this.states.push(this.face());
  }
}
