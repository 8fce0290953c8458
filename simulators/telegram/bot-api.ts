import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Calls } from '../calls.ts';
import { readBody, sendJson } from '../http.ts';
import type { Faults } from './faults.ts';
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
  readonly calls: Calls<Call>;
}

interface Reply {
  readonly status: number;
  readonly body: Wire;
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
    const { calls, faults } = this.#options;
    const [, token = '', path = ''] = decodeURIComponent(url.pathname).match(/^\/bot([^/]+)\/([^/]+)$/) ?? [];
    const { name, run } = findMethod(path);
    const body = await readBody(req);
    const parameters = attempt(() => readParameters(url, body, req.headers['content-type']));
    const sent = parameters instanceof Refusal ? {} : parameters;
    const chat = Number(sent['chat_id'] || Number.NaN);
    const call: Call = {
      method: name,
      chat: Number.isInteger(chat) ? chat : undefined,
      parameters: sent,
      ...calls.arrival(req),
    };
    const hungUp = new AbortController();
    res.once('close', () => hungUp.abort());
    await calls.serve<Reply>(req, res, call, {
      api: name,
      source: body,
      signal: hungUp.signal,
      effect: () => faults.take(call),
      run: async () => {
        if (token !== this.#options.token)
          throw /^\d+:[\w-]+$/.test(token) ? new Refusal(401, 'Unauthorized') : new Refusal(404, 'Not Found');
        if (parameters instanceof Refusal) throw parameters;
        if (!run) throw new Refusal(404, 'Not Found');
        this.#limit(name, parameters);
        const result = await run(this.#simulation, parameters, hungUp.signal);
        Object.assign(call, { outcome: 'ok', landedAt: now() });
        return { status: 200, body: { ok: true, result } };
      },
      refuse: error => refuse(error, call),
      send: ({ status, body }) => {
        if (name === 'getUpdates' && call.outcome === 'ok' && !res.destroyed)
          this.#simulation.updates.handOut(body['result'] as readonly { update_id: number }[]);
        sendJson(res, status, body);
      },
    });
  }

  #limit(method: string, parameters: Wire): void {
    const id = integer(parameters, 'chat_id');
    if (!this.#options.limits || !writes.has(method) || id === undefined) return;
    const seconds = this.#options.limits.take({ id, isGroup: id < 0 }, now());
    if (seconds > 0) throw tooManyRequests(seconds);
  }
}

function refuse(error: unknown, call: Call): Reply {
  const { code, message: description, parameters } = refusalOnly(error);
  Object.assign(call, { outcome: 'refused', code, description });
  const body = { ok: false, error_code: code, description, ...(parameters && { parameters }) };
  return { status: code, body };
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
