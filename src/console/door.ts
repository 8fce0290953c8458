import { wordOf } from '../json.ts';
import type { Site, WebAnswer } from '../web.ts';
import { json, problem } from './answers.ts';
import { callerAddress } from './caller-address.ts';
import { loggingIn } from './login.ts';
import type { ConsoleNeeds } from './needs.ts';
import type { Note } from './note.ts';
import { isFromOwnPage } from './own-page.ts';
import { readSent } from './sent.ts';
import { sessionCookie, sessionIdOf } from './session-cookie.ts';

/** How people come in, and leave: the session is a cookie of theirs. */
export interface Door {
  readonly enter: Site;
  readonly leave: Site;
}

export function openDoor(
  needs: Pick<ConsoleNeeds, 'token' | 'tries' | 'sessions' | 'clock' | 'log'>,
  note: Note,
): Door {
  const { token, tries, sessions, clock, log } = needs;
  let shutOutUntil = 0;
  const logIn = loggingIn(token, tries, sessions);
  return {
    async enter(request) {
      if (!isFromOwnPage(request)) return problem('foreign');
      const sent = await readSent(request);
      if (sent.kind === 'refused') return sent.answer;
      const from = callerAddress(request);
      const login = await logIn(wordOf(sent.said, 'token'), from);
      if (login.kind !== 'limited') log('console.login', { outcome: login.kind, from });
      else if (clock.now() >= shutOutUntil) {
        // Who goes on trying fills no log.
        shutOutUntil = clock.now() + login.forMs;
        log('console.login', { outcome: login.kind, from });
      }
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
    },

    async leave(request) {
      const session = sessionIdOf(request);
      if (!(await sessions.isOpen(session))) return problem('logged-out');
      if (!isFromOwnPage(request)) return problem('foreign');
      await sessions.end(session);
      await note('logout');
      return withCookie(json({}), sessionCookie('', request));
    },
  };
}

function withCookie(answer: WebAnswer, cookie: string): WebAnswer {
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}
