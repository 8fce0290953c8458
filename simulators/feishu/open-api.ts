import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Calls } from '../calls.ts';
import { readSent, type Sent } from '../form.ts';
import { sendJson } from '../http.ts';
import { type Found, findRoute } from './api/index.ts';
import type { Faults } from './faults.ts';
import { newId } from './ids.ts';
import { objectIn } from './object-in.ts';
import { Refusal } from './refusal.ts';
import type { Simulation } from './simulation.ts';
import type { Call, Wire } from './words.ts';

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Wire;
}

/** Serves the calls of the open platform: who may call, what goes wrong, how much is too much, and the log of it all. */
export class OpenApi {
  readonly #simulation: Simulation;
  readonly #faults: Faults;
  readonly #calls: Calls<Call>;

  constructor(simulation: Simulation, faults: Faults, calls: Calls<Call>) {
    this.#simulation = simulation;
    this.#faults = faults;
    this.#calls = calls;
  }

  /** Answers one request; whatever is no call of the open platform is 404. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const { source, form } = await readSent(req);
    const found = findRoute(req.method ?? '', url.pathname);
    const call: Call = {
      api: found?.route.api ?? '',
      method: req.method ?? '',
      path: url.pathname,
      body: objectIn(source) ?? {},
      ...this.#calls.arrival(req),
    };
    await this.#calls.serve(req, res, call, {
      api: call.api,
      source,
      effect: () => this.#faults.take({ api: call.api, text: url.pathname + source }),
      run: () => this.#run(found, call, req, url, { source, form }),
      refuse: error => refuse(error, call),
      send({ status, headers, body }) {
        if (found) sendJson(res, status, body, headers);
        else res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
      },
    });
  }

  #run(found: Found | undefined, call: Call, req: IncomingMessage, url: URL, { source, form }: Sent): Reply {
    if (!found) throw new Refusal(404, 'not found', { status: 404 });
    const body = bodyOf(req, source);
    const { route, ids } = found;
    const { tokens, limits, missingScopes, clock } = this.#simulation;
    const { api, scopes, isOpen, run } = route;
    if (!isOpen) tokens.check(req.headers.authorization);
    if (scopes.length > 0 && scopes.every(scope => missingScopes.has(scope))) throw scopeMissing(scopes);
    limits.call(api);
    const asked = { ids, query: url.searchParams, body, form, host: req.headers.host ?? '' };
    const answer: Wire = { code: 0, msg: 'success', ...run(this.#simulation, asked) };
    const { code, msg } = answer;
    Object.assign(call, { outcome: code === 0 ? 'ok' : 'refused', status: 200, code, msg });
    if (call.outcome === 'ok') call.landedAt = clock.now();
    return { status: 200, headers: { 'x-tt-logid': newId('') }, body: answer };
  }
}

function refuse(error: unknown, call: Call): Reply {
  if (!(error instanceof Refusal)) throw error;
  const { code, message: msg, status, headers, details } = error;
  const log = newId('');
  Object.assign(call, { outcome: 'refused', status, code, msg });
  return {
    status,
    headers: { 'x-tt-logid': log, ...headers },
    body: { code, msg, error: { log_id: log, ...details } },
  };
}

function bodyOf({ headers }: IncomingMessage, source: string): Wire {
  if (source === '' || headers['content-type']?.startsWith('multipart/form-data')) return {};
  const body = objectIn(source);
  if (!body || !headers['content-type']?.includes('json'))
    throw new Refusal(9499, 'Bad Request: invalid JSON');
  return body;
}

const scopeMissing = (scopes: readonly string[]): Refusal =>
  new Refusal(99991672, `Access denied. One of the following scopes is required: [${scopes.join(', ')}].`, {
    details: { permission_violations: scopes.map(subject => ({ type: 'action_scope_required', subject })) },
  });
