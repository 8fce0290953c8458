import type { Dice } from './dice.ts';
import type { AnswerMoment, Deed, Mishap, Question } from './story.ts';

/** Longer than a dead worker's turn is kept for it. */
const frozen = { least: 12_000, most: 20_000 };

/**
 * What befalls which question, by its place: `kills` of them cost a process, and a share of the others something less.
 * @param dice thrown for this alone
 */
export function mishaps(dice: Dice, questions: number, kills: number): ReadonlyMap<number, Mishap> {
  const lesser = Math.floor(questions * 0.1);
  return new Map(
    dice.someBelow(questions, kills + lesser).map((question, place) => {
      const deed: Deed = place < kills ? { kind: 'kill' } : lesserDeed(dice);
      return [question, { at: moment(dice), deed }];
    }),
  );
}

const lesserDeed = (dice: Dice): Deed =>
  dice.pick<() => Deed>([
    [1, () => ({ kind: 'freeze', ms: dice.within(frozen.least, frozen.most) })],
    [4, () => ({ kind: 'cut' })],
    [2, () => ({ kind: 'hold', ms: dice.within(500, 8000) })],
  ])();

/** The moments that hurt most: around a first send, in mid-growth, around the last state. */
const moment = (dice: Dice): AnswerMoment => ({
  ...dice.pick<Pick<AnswerMoment, 'side' | 'nth'>>([
    [2, { side: 'model', nth: 1 }],
    [3, { side: 'platform', nth: 1 }],
    [2, { side: 'platform', nth: 2 }],
    [2, { side: 'platform', nth: 3 }],
    [3, { side: 'platform', nth: 'last' }],
  ]),
  stage: dice.oneOf(['arrived', 'landed']),
});

/** What a retry mends. */
export const modelFault = (dice: Dice): NonNullable<Question['modelFault']> => ({
  name: dice.oneOf([
    'code-1',
    'code-2',
    'code-4',
    'code-18',
    'code-336000',
    'code-336100',
    'code-111',
    'http-429',
    'http-500',
    'http-502-html',
    'error-in-stream-bare',
    'error-in-stream-data',
    'malformed-frame',
    'byte-by-byte',
    'slow-start',
    'stall',
    'stall-before-first-byte',
    'stall-after-headers',
    'reset',
  ]),
  times: 1,
});

export const platformFault = (dice: Dice): NonNullable<Question['platformFault']> => ({
  kind: dice.oneOf(['too many', 'server error', 'bad gateway']),
  times: dice.within(1, 2),
});
