import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect } from './call-faults.ts';
import { fateOf, type Moment, portOf, type Watch } from './watch.ts';

/** What is noted of every call of the bot. `at` and `doneAt` are ms since the epoch. */
export interface LoggedCall {
  /** The caller's, which tells its process. */
  readonly port: number;
  readonly at: number;
  /** When its effect was there. */
  landedAt?: number;
  doneAt?: number;
  /** `lost`: carried out, but the answer never left. `reset`: cut before anything was done. */
  outcome: 'pending' | 'ok' | 'refused' | 'reset' | 'lost';
}

/** What a platform makes of one call; `A` is what it answers. */
export interface Work<A> {
  /** Its name in faults. */
  readonly api: string;
  /** Its body as it came. */
  readonly source: string | Buffer;
  /** What goes wrong with it; asked when it may go on. */
  effect(): Effect;
  /** Carries it out, and notes that it is `ok`. @throws what `refuse` takes */
  run(): A | Promise<A>;
  /** Notes why it is refused. @throws what is no refusal */
  refuse(error: unknown): A;
  send(answer: A): void;
  /** Ends the delay of an answer that is `slow`. */
  readonly signal?: AbortSignal;
}

/** The calls of one platform, from arrival to answer: logged, watched, cut, held back. */
export class Calls<C extends LoggedCall> {
  /** In the order of arrival. */
  readonly all: C[] = [];
  readonly #watch: Watch | undefined;
  readonly #now: () => number;
  readonly #changed: () => void;

  /** `changed` is told after each change of a call. */
  constructor(watch: Watch | undefined, now: () => number, changed: () => void) {
    this.#watch = watch;
    this.#now = now;
    this.#changed = changed;
  }

  /** What is noted of a call as it arrives. */
  arrival(req: IncomingMessage): Pick<LoggedCall, 'port' | 'at' | 'outcome'> {
    return { port: portOf(req), at: this.#now(), outcome: 'pending' };
  }

  async serve<A extends { readonly status: number }>(
    req: IncomingMessage,
    res: ServerResponse,
    call: C,
    work: Work<A>,
  ): Promise<void> {
    this.all.push(call);
    this.#changed();
    const moment = { api: work.api, about: (req.url ?? '') + work.source, port: call.port };
    const goesOn = async (stage: Moment['stage']) =>
      (await fateOf(this.#watch, req, { ...moment, stage })) === 'go on';
    const cut = (outcome: 'reset' | 'lost') => {
      call.outcome = outcome;
      this.#done(call);
      req.socket.resetAndDestroy();
    };
    if (!(await goesOn('arrived'))) return cut('reset');
    const effect = work.effect();
    if (effect.cut === 'before') return cut('reset');
    const answer = await answerOf(work, effect);
    if (call.outcome === 'ok' && !(await goesOn('landed'))) return cut('lost');
    if (effect.cut === 'after') return cut('lost');
    if (effect.delayMs)
      await sleep(effect.delayMs, undefined, { ref: false, signal: work.signal }).catch(() => undefined);
    this.#done(call);
    if (effect.page) res.writeHead(answer.status, { 'content-type': 'text/html' }).end(effect.page);
    else work.send(answer);
  }

  #done(call: C): void {
    call.doneAt = this.#now();
    this.#changed();
  }
}

async function answerOf<A>(work: Work<A>, { refusal }: Effect): Promise<A> {
  try {
    if (refusal) throw refusal;
    return await work.run();
  } catch (error) {
    return work.refuse(error);
  }
}
