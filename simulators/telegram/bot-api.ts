import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody, sendJson } from '../http.ts';
import { fateOf, type Moment, portOf, type Watch } from '../watch.ts';
import type { Effect, Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import { findMethod } from './methods/index.ts';
import { now } from './now.ts';
import { integer, readParameters } from './parameters.ts';
import { Refusal, tooManyRequests } from './refusal.ts';
import type { Simulation } from './simulation.ts';
import type { Call, Wire } from './words.ts';

/** Who may call, what goes wrong, how much is too much, and the log of it all. */
export interface BotApiOptions {
  readonly token: string;
  readonly faults: Faults;
  readonly limits: Limits | undefined;
  readonly calls: Call[];
  readonly watch: Watch | undefined;
}

/** The calls that count against the limits. */
const writes = new Set(['sendMessage', 'sendDocument', 'editMessageText', 'editMessageReplyMarkup']);

/** Serves `/bot<token>/<method>`. core.telegram.org/bots/api#making-requests */
export class BotApi {
  readonly #simulation: Simulation;
  readonly #options: BotApiOptions;

  constructor(simulation: Simulation, options: BotApiOptions) {
    this.#simulation = simulation;
    this.#options = options;
  }

  /** Answers one request; whatever is no method with the right token is refused as the vendor does. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const [, token = '', path = ''] = decodeURIComponent(url.pathname).match(/^\/bot([^/]+)\/([^/]+)$/) ?? [];
    const { name, run } = findMethod(path);
    const body = await readBody(req);
    const parameters = attempt(() => readParameters(url, body, req.headers['content-type']));
    const call = this.#log(name, parameters instanceof Refusal ? {} : parameters, portOf(req));
    const hungUp = new AbortController();
    res.once('close', () => hungUp.abort());
    const about = (req.url ?? '') + body;
    const goesOn = async (stage: Moment['stage']) =>
      (await fateOf(this.#options.watch, req, { stage, api: name, about, port: call.port })) === 'go on';
    if (!(await goesOn('arrived'))) return this.#cut(req, call, 'reset');
    const effect = this.#options.faults.take(name, call.chat);
    if (effect.cut === 'before') return this.#cut(req, call, 'reset');
    const result = await this.#run(call, effect, async () => {
      if (token !== this.#options.token)
        throw /^\d+:[\w-]+$/.test(token) ? new Refusal(401, 'Unauthorized') : new Refusal(404, 'Not Found');
      if (parameters instanceof Refusal) throw parameters;
      if (!run) throw new Refusal(404, 'Not Found');
      this.#limit(name, parameters);
      return await run(this.#simulation, parameters, hungUp.signal);
    });
    if (call.outcome === 'ok' && !(await goesOn('landed'))) return this.#cut(req, call, 'lost');
    if (effect.cut === 'after') return this.#cut(req, call, 'lost');
    if (effect.delayMs)
      await sleep(effect.delayMs, undefined, { signal: hungUp.signal }).catch(() => undefined);
    if (name === 'getUpdates' && call.outcome === 'ok' && !res.destroyed)
      this.#simulation.updates.handOut(result['result'] as readonly { update_id: number }[]);
    this.#done(call);
    if (effect.page) res.writeHead(call.code ?? 200, { 'content-type': 'text/html' }).end(effect.page);
    else sendJson(res, call.code ?? 200, result);
  }

  #log(method: string, parameters: Wire, port: number): Call {
    const chat = Number(parameters['chat_id'] || Number.NaN);
    const call: Call = {
      method,
      chat: Number.isInteger(chat) ? chat : undefined,
      parameters,
      port,
      at: now(),
      outcome: 'pending',
    };
    this.#options.calls.push(call);
    this.#simulation.world.changed();
    return call;
  }

  #done(call: Call): void {
    call.doneAt = now();
    this.#simulation.world.changed();
  }

  async #run(call: Call, { refusal }: Effect, work: () => Promise<unknown>): Promise<Wire> {
    try {
      if (refusal) throw refusal;
      const result = await work();
      call.outcome = 'ok';
      call.landedAt = now();
      return { ok: true, result };
    } catch (error) {
      const { code, message, parameters } = refusalOnly(error);
      Object.assign(call, { outcome: 'refused', code, description: message });
      return { ok: false, error_code: code, description: message, ...(parameters && { parameters }) };
    }
  }

  #limit(method: string, parameters: Wire): void {
    const id = integer(parameters, 'chat_id');
    if (!this.#options.limits || !writes.has(method) || id === undefined) return;
    const seconds = this.#options.limits.take({ id, isGroup: id < 0 }, now());
    if (seconds > 0) throw tooManyRequests(seconds);
  }

  #cut(req: IncomingMessage, call: Call, outcome: 'reset' | 'lost'): void {
    call.outcome = outcome;
    this.#done(call);
    req.socket.resetAndDestroy();
  }
}

function attempt(work: () => Wire): Wire | Refusal {
  try {
    return work();
  } catch (error) {
    return refusalOnly(error);
  }
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
