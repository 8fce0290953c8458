import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody, sendJson } from '../http.ts';
import { fateOf, type Moment, portOf, type Watch } from '../watch.ts';
import { objectIn } from './api/fields.ts';
import { findRoute } from './api/index.ts';
import type { Route } from './api/route.ts';
import type { Effect, Faults } from './faults.ts';
import { type Form, readForm } from './form.ts';
import { newId } from './ids.ts';
import { bad, inOlderWords, Refusal, scopesMissing } from './refusal.ts';
import type { Simulation } from './simulation.ts';
import type { Call, Wire } from './words.ts';

/** A body, as text and as a form. */
interface Sent {
  readonly source: string;
  readonly form: Form;
}

interface Reply {
  readonly status: number;
  readonly body: Wire;
}

/** Serves the calls of the platform: who may call, what goes wrong, how much is too much, and the log of it all. */
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

  /** Answers one request; whatever is no call of the platform is 404. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const raw = await readBody(req);
    const source = raw.toString();
    const form = await readForm(req, raw);
    const route = findRoute(req.method ?? '', url.pathname);
    const call = this.#log(req, url, source, route?.api ?? '');
    const goesOn = async (stage: Moment['stage']) => {
      const moment = { stage, api: call.api, about: (req.url ?? '') + source, port: call.port };
      return (await fateOf(this.#watch, req, moment)) === 'go on';
    };
    if (!(await goesOn('arrived'))) return this.#cut(req, call, 'reset');
    const { refusal, cut, delayMs, page } = this.#effect(call.api, url.pathname + url.search + source);
    if (cut === 'before') return this.#cut(req, call, 'reset');
    const { status, body } = this.#answer(call, route, () => {
      if (refusal) throw refusal;
      if (!route) throw new Refusal('InvalidAction.NotFound', 'Specified api is not found', { status: 404 });
      return this.#run(route, call, req, url, { source, form });
    });
    if (call.outcome === 'ok' && !(await goesOn('landed'))) return this.#cut(req, call, 'lost');
    if (cut === 'after') return this.#cut(req, call, 'lost');
    if (delayMs) await sleep(delayMs, undefined, { ref: false });
    this.#done(call);
    if (page) res.writeHead(status, { 'content-type': 'text/html' }).end(page);
    else if (route?.api === 'gateway' && !req.headers.accept?.includes('application/json'))
      res.writeHead(status, { 'content-type': 'application/xml' }).end(xml(body));
    else sendJson(res, status, body);
  }

  /** The gateway that is away is a fault of its own. */
  #effect(api: string, text: string): Effect {
    const { away } = this.#simulation.gateway;
    if (api !== 'gateway' || !away) return this.#faults.take(api, text);
    return away === 'reset'
      ? { cut: 'before' }
      : { refusal: new Refusal('system.error', 'system error', { status: 500 }) };
  }

  #run(route: Route, call: Call, req: IncomingMessage, url: URL, { source, form }: Sent): Wire {
    const { tokens, limits, quota, missingScopes } = this.#simulation;
    const missing = route.scopes.filter(scope => missingScopes.has(scope));
    const isCounted = route.access === 'api' || route.access === 'old';
    if (route.access === 'api') tokens.check(req.headers['x-acs-dingtalk-access-token']);
    if (route.access === 'old') tokens.check(url.searchParams.get('access_token'));
    if (missing.length > 0) throw scopesMissing(missing);
    if (route.access !== 'session') limits.call(route.api);
    if (isCounted) {
      quota.call();
      call.billed = true;
    }
    const body = route.method === 'GET' || route.access === 'old' ? {} : bodyOf(route, req, source);
    const answer = route.run(this.#simulation, {
      query: url.searchParams,
      body,
      form,
      host: req.headers.host ?? '',
    });
    if (route.access === 'session') call.billed = true;
    return answer;
  }

  #answer(call: Call, route: Route | undefined, work: () => Wire): Reply {
    try {
      const body = work();
      const landedAt = this.#simulation.clock.now();
      Object.assign(call, { outcome: 'ok', status: 200, code: body['errcode'], landedAt });
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message, status, details } = route?.access === 'old' ? inOlderWords(error) : error;
      Object.assign(call, { outcome: 'refused', status, code });
      return typeof code === 'number'
        ? { status, body: { errcode: code, errmsg: message, ...details } }
        : { status, body: { code, message, requestid: newId().toUpperCase(), ...details } };
    }
  }

  #log(req: IncomingMessage, { pathname: path }: URL, source: string, api: string): Call {
    const { world, clock } = this.#simulation;
    const call: Call = {
      api,
      method: req.method ?? '',
      path,
      body: objectIn(source) ?? {},
      port: portOf(req),
      at: clock.now(),
      outcome: 'pending',
      billed: false,
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

function bodyOf({ access }: Route, { headers }: IncomingMessage, source: string): Wire {
  const body = headers['content-type']?.includes('json') ? objectIn(source) : undefined;
  if (body) return body;
  if (access === 'session') throw new Refusal(43004, '无效的HTTP HEADER Content-Type');
  throw bad('Missingbody', 'body is mandatory for this action');
}

/** What comes back where nobody asked for JSON. */
const xml = (body: Wire): string =>
  `<?xml version="1.0" encoding="UTF-8"?><response>${Object.entries(body)
    .map(
      ([key, value]) => `<${key}>${String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${key}>`,
    )
    .join('')}</response>`;
