import { z } from 'zod';
import { PlaygroundRefusal, type PlaygroundRefusalKind } from '../playground.ts';
import type { Site, WebAnswer, WebRequest } from '../web.ts';
import { guarded, type Problem, problem } from './answers.ts';
import { openDoor } from './door.ts';
import type { ConsoleNeeds } from './needs.ts';
import { noting } from './note.ts';
import { isFromOwnPage } from './own-page.ts';
import { findRoute, type Route } from './route.ts';
import { actRoutes } from './routes/act.ts';
import { auditRoutes } from './routes/audit.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { eventRoutes } from './routes/events.ts';
import { factsRoutes } from './routes/facts.ts';
import { faultRoutes } from './routes/faults.ts';
import { playgroundRoutes } from './routes/playground.ts';
import { readSent } from './sent.ts';
import { sessionIdOf } from './session-cookie.ts';

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
  const door = openDoor(needs, note);
  const routes: readonly Route[] = [
    ...factsRoutes(needs),
    ...auditRoutes(audit),
    ...conversationRoutes({ ...needs, html, note }),
    ...actRoutes(needs.act, html),
    ...eventRoutes(needs),
    ...playgroundRoutes(playground),
    ...faultRoutes(faults),
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
        return request.method === 'POST' ? door.enter(request) : notAllowed('POST');
      case 'logout':
        return request.method === 'POST' ? door.leave(request) : notAllowed('POST');
      case 'api':
        return serve(request, rest.join('/'));
      default:
        return problem('not-found');
    }
  }

  async function serve(request: WebRequest, path: string): Promise<WebAnswer> {
    const session = sessionIdOf(request);
    if (!(await sessions.isOpen(session))) return problem('logged-out');
    if (request.method !== 'GET' && !isFromOwnPage(request)) return problem('foreign');
    const found = findRoute(routes, request.method, path);
    if (found.kind === 'none') return problem('not-found');
    if (found.kind === 'other-method') return notAllowed(found.allow);
    const { route, params } = found;
    const sent =
      route.method === 'GET' ? ({ kind: 'read', said: undefined } as const) : await readSent(request);
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

const notAllowed = (allow: string): WebAnswer => ({ status: 405, headers: { allow } });
