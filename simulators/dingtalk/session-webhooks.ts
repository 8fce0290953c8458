import { newId } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Room } from './world.ts';

/** 90 minutes, as in every payload that was recorded. */
const lifeMs = 5_400_000;

/** The addresses that come with messages, and take replies without a token for 90 minutes. */
export class SessionWebhooks {
  readonly #now: () => number;
  readonly #sessions = new Map<string, { readonly room: Room; readonly until: number }>();
  /** The origin of the older platform, known once the server listens. */
  base = '';

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(room: Room): { readonly url: string; readonly until: number } {
    const session = newId();
    const until = Math.floor(this.#now()) + lifeMs;
    this.#sessions.set(session, { room, until });
    return { url: `${this.base}/robot/sendBySession?session=${session}`, until };
  }

  /** The chat that a session writes to. @throws Refusal for one that is unknown or over: the number is our assumption. */
  room(session: string | null): Room {
    const found = this.#sessions.get(session ?? '');
    if (!found || found.until <= this.#now()) throw new Refusal(300001, 'session 不存在或已过期');
    return found.room;
  }
}
