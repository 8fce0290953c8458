import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evidence } from '../../../proof/judge/evidence.ts';
import { judge } from '../../../proof/judge/judge.ts';
import { told } from '../../../proof/judge/told.ts';
import { charges } from '../../../proof/judge/verdict.ts';
import { answered, asked, length, message, over, scene, text } from './scene.ts';

const times = fc.integer({ min: 0, max: 40 });
const numbers = fc.integer({ min: 1, max: 4 });
const processes = fc.constantFrom('w1', 'w2', 'w3');
const places = fc.record({
  platform: fc.constantFrom('telegram', 'feishu'),
  conversation: fc.constantFrom('a', 'b'),
} as const);
const states = fc.record({
  at: times,
  text: fc
    .array(fc.tuple(numbers, fc.integer({ min: 1, max: length })), { maxLength: 4 })
    .map(marks => marks.map(([question, sentence]) => text(question, sentence, sentence)).join(' ')),
  isOver: fc.boolean(),
});

/** Whatever may be seen, with as many ties as possible. */
const evidences: fc.Arbitrary<Evidence> = fc
  .record({
    budget: fc.constant({ calls: 2, perMs: 5 }),
    deadlyKills: fc.constant(2),
    outageMs: fc.constant(20),
    memory: fc.constant({ sentences: 20, ms: 1000 }),
    attempts: fc.constant(2),
    questions: fc.uniqueArray(
      fc
        .tuple(
          numbers,
          places,
          fc.constantFrom(length, length, 0),
          fc.option(times, { nil: undefined }),
          fc.option(times, { nil: undefined }),
        )
        .map(([number, place, sentences, handedAt, acceptedAt]) =>
          asked(number, 0, { ...place, sentences, handedAt, acceptedAt }),
        ),
      { selector: ({ number }) => number },
    ),
    messages: fc.array(
      fc
        .tuple(
          fc.option(numbers, { nil: undefined }),
          fc.option(numbers, { nil: undefined }),
          places,
          states,
          fc.array(states, { maxLength: 2 }),
          fc.boolean(),
        )
        .map(([question, repliesTo, place, first, rest, isGone]) => ({
          ...place,
          question,
          repliesTo,
          states: [first, ...rest] as const,
          isGone,
        })),
      { maxLength: 8 },
    ),
    modelCalls: fc.array(
      fc.record({
        question: numbers,
        by: processes,
        at: times,
        endedAt: fc.option(times, { nil: undefined }),
        outcome: fc.constantFrom('answered', 'refused', 'broken'),
        rounds: fc.array(fc.record({ question: numbers, sentences: fc.constantFrom([1, 2, 3], [1]) }), {
          maxLength: 2,
        }),
      } as const),
      { maxLength: 8 },
    ),
    writes: fc.array(
      fc.record({
        question: numbers,
        by: processes,
        at: times,
        landedAt: fc.option(times, { nil: undefined }),
        isUnanswered: fc.boolean(),
        kind: fc.constantFrom('send', 'idempotent-send', 'blind-send', 'change'),
      } as const),
      { maxLength: 10 },
    ),
    kills: fc.array(fc.record({ of: processes, at: times }), { maxLength: 4 }),
    stops: fc.array(fc.record({ of: processes, at: times }), { maxLength: 2 }),
    stalls: fc.array(fc.record({ from: times, until: times }), { maxLength: 3 }),
  })
  .map(seen => ({ ...seen, messages: seen.messages.map((one, i) => ({ ...one, id: `m${i}` })) }) as Evidence);

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

test('the order in which the evidence is listed changes nothing', () => {
  const both = evidences.chain(evidence =>
    fc.tuple(
      fc.constant(evidence),
      fc.record({
        questions: shuffled(evidence.questions),
        messages: shuffled(evidence.messages),
        modelCalls: shuffled(evidence.modelCalls),
        writes: shuffled(evidence.writes),
        kills: shuffled(evidence.kills),
        stalls: shuffled(evidence.stalls),
      }),
    ),
  );
  fc.assert(
    fc.property(both, ([evidence, lists]) => {
      expect(judge({ ...evidence, ...lists })).toEqual(judge(evidence));
    }),
    { numRuns: 2000 },
  );
});

test('every question and every command ends in one way', () => {
  fc.assert(
    fc.property(evidences, evidence => {
      const { questions, answered, commands, commandsAnswered, unheard, counts, allowed } = judge(evidence);
      const ends = [
        answered,
        commandsAnswered,
        unheard,
        counts.lost,
        counts.unlanded,
        allowed.apologies,
        allowed.failures,
        allowed.cuts,
      ];
      expect(ends.reduce((sum, count) => sum + count)).toBe(questions + commands);
    }),
    { numRuns: 1000 },
  );
});

test('a finding names the question, the messages and what is wrong', () => {
  const again = { messages: [message(7, [over(60, text(7))], { id: 'again' })] };
  expect(judge(scene(answered(7, 0), again)).findings).toEqual([
    {
      charge: 'twice',
      question: 7,
      messages: ['m7', 'again'],
      words: 'Of the answer to question 7, 1, 2, 3 of the sentences stand more than once.',
    },
  ]);
});

test('the table tells the same of two runs with the same counts', () => {
  const table = told(judge(scene(answered(1, 0), answered(2, 100, [1]))));
  expect(table).toBe(told(judge(scene(answered(3, 5000), answered(4, 9000, [3])))));
  for (const charge of charges) expect(table).toContain(charge);
  expect(table).toMatch(/^answered whole +2$/m);
});
