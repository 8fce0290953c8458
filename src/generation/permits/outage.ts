import { ModelFailure } from '../../errors.ts';
import { script } from '../../redis/script.ts';
import type { Account } from './account.ts';

const countFailure = script(new URL('./count-failure.lua', import.meta.url));
const endOutage = script(new URL('./end-outage.lua', import.meta.url));
const endTrial = script(new URL('./end-trial.lua', import.meta.url));

/** What a call told of the vendor: that it answers, be it by a refusal; that it is down; or nothing. */
export type Sign = 'answers' | 'down' | 'nothing';

/** What changes with a call's sign. */
export type Turning =
  | { readonly kind: 'begins' | 'goes-on'; readonly pauseMs: number }
  | { readonly kind: 'over' };

/** An outage is so many calls in a row, of all processes, that found the vendor down … */
const failuresInRow = 5;
/** … over at least so long: a stumble of a second fails all that are under way at once. */
const overMs = 5000;
/** A failure longer ago than this belongs to another row. */
const rowMs = 60_000;
/** How long somebody waits in an outage before they are told. */
const patienceMs = 60_000;
/** The first pause, doubled after each trial that fails, up to the longest: nobody is told before a trial was made for them. */
const pauseMs = { first: 2000, longest: patienceMs / 2 };

/**
 * The outage of one vendor, by the signs of all processes' calls.
 *
 *     well ── 5 failures in a row over 5 s ──▶ pause ── it is over ──▶ trial: one call, the others wait
 *      ▲                                         ▲                       │        │
 *      │                                         └── fails: twice as long ┘        │
 *      └───────────────── any call is answered ◀──────────────────────────────────┘
 *
 * A trial whose process dies, or whose call tells nothing, lets the next one try. `grant.lua` makes the pauses and the
 * trials.
 */
export function openOutage({ redis, key }: Account) {
  const keys = [key('outage')];
  /** As Redis last said: when it began, ms of its clock. */
  let known: number | undefined;

  return {
    /** @param since when the outage began, ms of Redis's clock; undefined: there is none */
    learn(since: number | undefined): void {
      known = since;
    },

    /** @returns what it changed for everybody */
    async tell(permit: string, sign: Sign): Promise<Turning | undefined> {
      if (sign === 'nothing') {
        await endTrial(redis, keys, [permit]);
        return undefined;
      }
      if (sign === 'down') {
        const limits = [failuresInRow, overMs, rowMs, pauseMs.first, pauseMs.longest];
        const [kind, pause] = (await countFailure(redis, keys, [permit, ...limits])) as [string, number];
        return kind === 'begins' || kind === 'goes-on' ? { kind, pauseMs: pause } : undefined;
      }
      known = undefined;
      return (await endOutage(redis, keys, [])) === 1 ? { kind: 'over' } : undefined;
    },

    /** No call was made with the permit: if it was a trial, another may try. */
    spare: (permit: string): Promise<unknown> => endTrial(redis, keys, [permit]),

    /**
     * Why somebody should wait no longer; undefined: they may.
     * @param since when they began to wait. @param age how long ago a moment of Redis's clock is, ms
     */
    lostPatience(since: number, age: (moment: number) => number): ModelFailure | undefined {
      if (known === undefined || age(Math.max(since, known)) < patienceMs) return undefined;
      return new ModelFailure('outage', `The model has been down for ${patienceMs / 1000} s or longer.`);
    },
  };
}
