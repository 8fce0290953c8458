import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody, sendJson } from '../http.ts';
import { fateOf, type Moment, portOf, type Watch } from '../watch.ts';
import { type Found, findRoute } from './api/index.ts';
import type { Faults } from './faults.ts';
import { type Form, readForm } from './form.ts';
import { newId } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Simulation } from './simulation.ts';
import type { Call, Wire } from './words.ts';

/** Serves the calls of the open platform: who may call, what goes wrong, how much is too much, and the log of it all. */
export class OpenApi {
  readonly #simulation: Simulation;
  readonly #faults: Faults;
  readonly #watch: Watch | undefined;
  readonly calls: Call[] = [];

  constructor(simulation: Simulation, faults: Faults, watch: Watch | undefined) {
    this.#simulation = simulation;
    this.#faults = faults;
    this.#watch = watch;
  }

  /** Answers one request; whatever is no call of the open platform is 404. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const content = await readBody(req);
    const source = content.toString();
    const form = await readForm(req, content);
    const found = findRoute(req.method ?? '', url.pathname);
    const call = this.#log(req, url, source, found?.route.api ?? '');
    const goesOn = async (stage: Moment['stage']) => {
      const moment = { stage, api: call.api, about: (req.url ?? '') + source, port: call.port };
      return (await fateOf(this.#watch, req, moment)) === 'go on';
    };
    if (!(await goesOn('arrived'))) return this.#cut(req, call, 'reset');
    const { refusal, cut, delayMs, page } = this.#faults.take(call.api, url.pathname + source);
    if (cut === 'before') return this.#cut(req, call, 'reset');
    const answer = this.#answer(call, () => {
      if (refusal) throw refusal;
      if (!found) throw new Refusal(404, 'not found', { status: 404 });
      return this.#run(found, req, url, { body: bodyOf(req, source), form });
    });
    if (call.outcome === 'ok' && !(await goesOn('landed'))) return this.#cut(req, call, 'lost');
    if (cut === 'after') return this.#cut(req, call, 'lost');
    if (delayMs) await sleep(delayMs, undefined, { ref: false });
    this.#done(call);
    const { status, headers, body } = answer;
    if (page) res.writeHead(status, { 'content-type': 'text/html' }).end(page);
    else if (call.api === '') res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    else sendJson(res, status, body, headers);
  }

  #run(
    { route, ids }: Found,
    req: IncomingMessage,
    url: URL,
    brought: { readonly body: Wire; readonly form: Form },
  ): Wire {
    const { tokens, limits, missingScopes } = this.#simulation;
    const { api, scopes, isOpen, run } = route;
    if (!isOpen) tokens.check(req.headers.authorization);
    if (scopes.length > 0 && scopes.every(scope => missingScopes.has(scope))) throw scopeMissing(scopes);
    limits.call(api);
    const asked = { ids, query: url.searchParams, ...brought, host: req.headers.host ?? '' };
    return { code: 0, msg: 'success', ...run(this.#simulation, asked) };
  }

  #answer(call: Call, work: () => Wire): { status: number; headers: Record<string, string>; body: Wire } {
    const log = newId('');
    try {
      const body = work();
      Object.assign(call, {
        outcome: body['code'] === 0 ? 'ok' : 'refused',
        status: 200,
        code: body['code'],
        msg: body['msg'],
      });
      if (call.outcome === 'ok') call.landedAt = this.#simulation.clock.now();
      return { status: 200, headers: { 'x-tt-logid': log }, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message: msg, status, headers, details } = error;
      Object.assign(call, { outcome: 'refused', status, code, msg });
      return {
        status,
        headers: { 'x-tt-logid': log, ...headers },
        body: { code, msg, error: { log_id: log, ...details } },
      };
    }
  }

  #log(req: IncomingMessage, { pathname: path }: URL, source: string, api: string): Call {
    const { world, clock } = this.#simulation;
    const call: Call = {
      api,
      method: req.method ?? '',
      path,
      body: parse(source) ?? {},
      port: portOf(req),
      at: clock.now(),
      outcome: 'pending',
    };
    this.calls.push(call);
    world.changed();
    return call;
  }

  #done(call: Call): void {
    call.doneAt = this.#simulation.clock.now();
    this.#simulation.world.changed();
  }

  #cut(req: IncomingMessage, call: Call, outcome: 'reset' | 'lost'): void {
    call.outcome = outcome;
    this.#done(call);
    req.socket.resetAndDestroy();
  }
}

function bodyOf({ headers }: IncomingMessage, source: string): Wire {
  if (source === '' || headers['content-type']?.startsWith('multipart/form-data')) return {};
  const body = parse(source);
  if (!body || !headers['content-type']?.includes('json'))
    throw new Refusal(9499, 'Bad Request: invalid JSON');
  return body;
}

function parse(source: string): Wire | undefined {
  try {
    const value = JSON.parse(source);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const scopeMissing = (scopes: readonly string[]): Refusal =>
  new Refusal(99991672, `Access denied. One of the following scopes is required: [${scopes.join(', ')}].`, {
    details: { permission_violations: scopes.map(subject => ({ type: 'action_scope_required', subject })) },
  });
