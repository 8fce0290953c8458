import { z } from 'zod';
import { jsonOf, wordOf } from '../json.ts';
import { PlaygroundRefusal, type PlaygroundRefusalKind } from '../playground.ts';
import type { Site, WebAnswer, WebRequest } from '../web.ts';
import { guarded, json, type Problem, problem } from './answers.ts';
import { callerAddress } from './caller-address.ts';
import { loggingIn } from './login.ts';
import type { ConsoleNeeds } from './needs.ts';
import { isFromOwnPage } from './own-page.ts';
import { findRoute, type Route } from './route.ts';
import { actRoutes } from './routes/act.ts';
import { auditRoutes } from './routes/audit.ts';
import { conversationRoutes, noting } from './routes/conversations.ts';
import { eventRoutes } from './routes/events.ts';
import { factsRoutes } from './routes/facts.ts';
import { faultRoutes } from './routes/faults.ts';
import { playgroundRoutes } from './routes/playground.ts';
import { sessionCookie, sessionIdOf } from './session-cookie.ts';

/** Bytes that one request may bring: far more than anybody types. */
const largestBody = 64 * 1024;

const refusals = {
  unknown: 'not-found',
  forbidden: 'forbidden',
  wrong: 'wrong',
  full: 'full',
} as const satisfies Record<PlaygroundRefusalKind, Problem>;

/**
 * The web console: `/console` is its page, `/console/assets` what the page loads, both the same for everybody; behind
 * `/console/api` is data, and nothing of it for who is not logged in.
 */
export function consoleSite(needs: ConsoleNeeds): Site {
  const { assets, sessions, playground, faults, audit, clock, log } = needs;
  const note = noting(audit, clock);
  const html = (markdown: string) => playground.html(markdown);
  const logIn = loggingIn(needs.token, needs.tries, sessions);
  const routes: readonly Route[] = [
    ...factsRoutes(needs),
    ...auditRoutes(audit),
    ...conversationRoutes({ ...needs, html, note }),
    ...actRoutes(needs.act, html),
    ...eventRoutes(needs),
    ...playgroundRoutes(playground),
    ...(faults ? faultRoutes(faults) : []),
  ];

  async function answer(request: WebRequest): Promise<WebAnswer> {
    const [, , part = '', ...rest] = request.path.split('/');
    switch (part) {
      case '':
        if (rest.length > 0) return problem('not-found');
        return request.method === 'GET' ? assets.page : notAllowed('GET');
      case 'assets':
        if (request.method !== 'GET') return notAllowed('GET');
        return assets.file(rest.join('/'), request) ?? problem('not-found');
      case 'login':
        return request.method === 'POST' ? enter(request) : notAllowed('POST');
      case 'logout':
        return request.method === 'POST' ? leave(request) : notAllowed('POST');
      case 'api':
        return serve(request, rest.join('/'));
      default:
        return problem('not-found');
    }
  }

  async function enter(request: WebRequest): Promise<WebAnswer> {
    if (!isFromOwnPage(request)) return problem('foreign');
    const sent = await read(request);
    if (sent.kind === 'refused') return sent.answer;
    const from = callerAddress(request);
    const login = await logIn(wordOf(sent.said, 'token'), from);
    log('console.login', { outcome: login.kind, from });
    switch (login.kind) {
      case 'limited':
        return problem('too-many-tries', { 'retry-after': String(Math.ceil(login.forMs / 1000)) });
      case 'refused':
        return problem('wrong-token');
      case 'done': {
        await note('login');
        return withCookie(json({}), sessionCookie(login.session, request));
      }
    }
  }

  async function leave(request: WebRequest): Promise<WebAnswer> {
    const session = sessionIdOf(request);
    if (!(await sessions.isOpen(session))) return problem('logged-out');
    if (!isFromOwnPage(request)) return problem('foreign');
    await sessions.end(session);
    await note('logout');
    return withCookie(json({}), sessionCookie('', request));
  }

  async function serve(request: WebRequest, path: string): Promise<WebAnswer> {
    const session = sessionIdOf(request);
    if (!(await sessions.isOpen(session))) return problem('logged-out');
    if (request.method !== 'GET' && !isFromOwnPage(request)) return problem('foreign');
    const found = findRoute(routes, request.method, path);
    if (found.kind === 'none') return problem('not-found');
    if (found.kind === 'other-method') return notAllowed(found.allow);
    const { route, params } = found;
    const sent = route.method === 'GET' ? ({ kind: 'read', said: undefined } as const) : await read(request);
    if (sent.kind === 'refused') return sent.answer;
    return route.answer({ request, params, said: sent.said, session });
  }

  return async request => {
    try {
      return guarded(await answer(request));
    } catch (error) {
      if (error instanceof PlaygroundRefusal) return guarded(problem(refusals[error.kind]));
      if (error instanceof z.ZodError) return guarded(problem('wrong'));
      log('console.failed', { error });
      return guarded(problem('unavailable'));
    }
  };
}

type Sent =
  | { readonly kind: 'read'; readonly said: unknown }
  | { readonly kind: 'refused'; readonly answer: WebAnswer };

async function read(request: WebRequest): Promise<Sent> {
  const body = await request.body(largestBody);
  switch (body.kind) {
    case 'too-large':
    case 'too-slow':
      return { kind: 'refused', answer: problem(body.kind) };
    case 'broken':
      return { kind: 'refused', answer: problem('wrong') };
    case 'whole': {
      const said = jsonOf(body.bytes.toString());
      return said === undefined ? { kind: 'refused', answer: problem('wrong') } : { kind: 'read', said };
    }
  }
}

function withCookie(answer: WebAnswer, cookie: string): WebAnswer {
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}

const notAllowed = (allow: string): WebAnswer => ({ status: 405, headers: { allow } });
