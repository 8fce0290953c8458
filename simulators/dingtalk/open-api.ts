import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Effect } from '../call-faults.ts';
import type { Calls } from '../calls.ts';
import { readSent, type Sent } from '../form.ts';
import { sendJson } from '../http.ts';
import { objectIn } from './api/fields.ts';
import { findRoute } from './api/index.ts';
import type { Route } from './api/route.ts';
import type { Faults } from './faults.ts';
import { newId } from './ids.ts';
import { bad, inOlderWords, Refusal, scopesMissing } from './refusal.ts';
import type { Simulation } from './simulation.ts';
import type { Call, Wire } from './words.ts';

interface Reply {
  readonly status: number;
  readonly body: Wire;
}

/** Serves the calls of the platform: who may call, what goes wrong, how much is too much, and the log of it all. */
export class OpenApi {
  readonly #simulation: Simulation;
  readonly #faults: Faults;
  readonly #calls: Calls<Call>;

  constructor(simulation: Simulation, faults: Faults, calls: Calls<Call>) {
    this.#simulation = simulation;
    this.#faults = faults;
    this.#calls = calls;
  }

  /** Answers one request; whatever is no call of the platform is 404. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const { source, form } = await readSent(req);
    const route = findRoute(req.method ?? '', url.pathname);
    const call: Call = {
      api: route?.api ?? '',
      method: req.method ?? '',
      path: url.pathname,
      body: objectIn(source) ?? {},
      ...this.#calls.arrival(req),
      billed: false,
    };
    await this.#calls.serve(req, res, call, {
      api: call.api,
      source,
      effect: () => this.#effect(call.api, url.pathname + url.search + source),
      run: () => this.#run(route, call, req, url, { source, form }),
      refuse: error => refuse(error, call, route),
      send({ status, body }) {
        if (call.api === 'gateway' && !req.headers.accept?.includes('application/json'))
          res.writeHead(status, { 'content-type': 'application/xml' }).end(xml(body));
        else sendJson(res, status, body);
      },
    });
  }

  /** The gateway that is away is a fault of its own. */
  #effect(api: string, text: string): Effect {
    const { away } = this.#simulation.gateway;
    if (api !== 'gateway' || !away) return this.#faults.take({ api, text });
    return away === 'reset'
      ? { cut: 'before' }
      : { refusal: new Refusal('system.error', 'system error', { status: 500 }) };
  }

  #run(route: Route | undefined, call: Call, req: IncomingMessage, url: URL, { source, form }: Sent): Reply {
    if (!route) throw new Refusal('InvalidAction.NotFound', 'Specified api is not found', { status: 404 });
    const { tokens, limits, quota, missingScopes, clock } = this.#simulation;
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
    Object.assign(call, { outcome: 'ok', status: 200, code: answer['errcode'], landedAt: clock.now() });
    return { status: 200, body: answer };
  }
}

function refuse(error: unknown, call: Call, route: Route | undefined): Reply {
  if (!(error instanceof Refusal)) throw error;
  const { code, message, status, details } = route?.access === 'old' ? inOlderWords(error) : error;
  Object.assign(call, { outcome: 'refused', status, code });
  return typeof code === 'number'
    ? { status, body: { errcode: code, errmsg: message, ...details } }
    : { status, body: { code, message, requestid: newId().toUpperCase(), ...details } };
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
