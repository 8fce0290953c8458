import { setTimeout as delay } from 'node:timers/promises';
import type { Fate, Moment } from '../../simulators/watch.ts';
import type { Deed, Mishap, Story } from '../story/story.ts';
import type { Crew } from './crew.ts';
import { endsAnswer } from './marks.ts';
import type { NotedCall } from './notes.ts';

/** Lets each question's mishap happen at its moment, once. */
export class Fates {
  readonly #waiting: Map<number, Mishap>;
  /** How many calls about a question have come, on each side. */
  readonly #counts = new Map<string, number>();

  constructor({ questions }: Pick<Story, 'questions'>) {
    this.#waiting = new Map(
      questions.flatMap(({ number, mishap }) => (mishap ? [[number, mishap] as const] : [])),
    );
  }

  /** What becomes of a call, by the story; whom it befalls, `crew` has. */
  async decide(call: NotedCall, moment: Moment, crew: Crew): Promise<Fate> {
    const { question, side, by } = call;
    const counted = `${question} ${side}`;
    const nth = (this.#counts.get(counted) ?? 0) + (moment.stage === 'arrived' ? 1 : 0);
    this.#counts.set(counted, nth);
    const mishap = this.#waiting.get(question);
    if (!mishap || mishap.at.side !== side || mishap.at.stage !== moment.stage) return 'go on';
    const isNow = nth === mishap.at.nth || (side === 'platform' && endsAnswer(moment.about));
    if (!isNow) return 'go on';
    this.#waiting.delete(question);
    return befall[mishap.deed.kind](mishap.deed as never, by, crew);
  }
}

const befall: {
  [K in Deed['kind']]: (deed: Extract<Deed, { kind: K }>, by: string, crew: Crew) => Promise<Fate>;
} = {
  async kill(_, by, crew) {
    await crew.kill(by);
    return 'cut';
  },
  async freeze({ ms }, by, crew) {
    void crew.freeze(by, ms);
    return 'go on';
  },
  cut: async () => 'cut',
  async hold({ ms }) {
    await delay(ms);
    return 'go on';
  },
};
