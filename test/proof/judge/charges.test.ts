import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../proof/judge/evidence.ts';
import { judge } from '../../../proof/judge/judge.ts';
import { answered, asked, call, growing, message, over, rounds, scene, text, write } from './scene.ts';

/** What was found, as `charge question`. */
const found = (evidence: Evidence) =>
  judge(evidence).findings.map(({ charge, question }) => `${charge} ${question}`);

describe('what is well', () => {
  test('questions that were answered one by one give no finding', () => {
    const verdict = judge(scene(answered(1, 0), answered(2, 100, [1]), answered(3, 200, [1, 2])));
    expect(verdict.findings).toEqual([]);
    expect(verdict).toMatchObject({ questions: 3, answered: 3, unheard: 0 });
  });

  test('an answer may stand on several pages', () => {
    const pages = {
      ...answered(1, 0),
      messages: [
        message(1, [over(40, text(1, 1, 2))], { id: 'page 1' }),
        message(1, [over(50, text(1, 3, 3))], { id: 'page 2' }),
      ],
    };
    expect(found(scene(pages))).toEqual([]);
  });

  test('two conversations may be answered at once, in any order', () => {
    const elsewhere = {
      questions: [asked(1, 0, { conversation: 'b' })],
      modelCalls: [call(1, 10)],
      messages: [message(1, [over(300, text(1))], { conversation: 'b' })],
    };
    expect(found(scene(elsewhere, answered(2, 20)))).toEqual([]);
  });

  test('what was taken back counts no more', () => {
    const gone = { messages: [message(1, [growing(15, '…')], { id: 'gone', isGone: true })] };
    expect(found(scene(answered(1, 0), gone))).toEqual([]);
  });
});

describe('lost and unlanded', () => {
  test('a question without an answer is lost', () => {
    expect(found(scene({ questions: [asked(1, 0)] }))).toEqual(['lost 1']);
  });

  test('one that the bot never said to have is lost too, once it was handed over', () => {
    const verdict = judge(scene({ questions: [asked(1, 0, { acceptedAt: undefined })] }));
    expect(verdict.findings[0]?.words).toContain('never said that it has it');
  });

  test('one that was never handed to the bot is the fault of the runner', () => {
    const unheard = asked(1, 0, { handedAt: undefined, acceptedAt: undefined });
    expect(judge(scene({ questions: [unheard] }))).toMatchObject({ unheard: 1, findings: [] });
  });

  test('an answer whose last sentence did not land is unlanded, and not lost', () => {
    const short = { ...answered(1, 0), messages: [message(1, [over(50, text(1, 1, 2))])] };
    expect(found(scene(short))).toEqual(['unlanded 1']);
  });

  test('an answer that was shown and taken away is unlanded', () => {
    const gone = { ...answered(1, 0), messages: [message(1, [over(50, text(1))], { isGone: true })] };
    expect(found(scene(gone))).toEqual(['unlanded 1']);
  });

  test('an answer in another chat is none', () => {
    const elsewhere = {
      ...answered(1, 0),
      messages: [message(1, [over(50, text(1))], { conversation: 'b' })],
    };
    expect(found(scene(elsewhere))).toEqual(['lost 1', 'strayed 1']);
  });
});

describe('twice and strayed', () => {
  test('an answer that stands twice is found', () => {
    const again = { messages: [message(1, [over(60, text(1))], { id: 'again' })] };
    expect(found(scene(answered(1, 0), again))).toEqual(['twice 1']);
  });

  test('one sentence that stands on two pages is found', () => {
    const pages = {
      ...answered(1, 0),
      messages: [
        message(1, [over(40, text(1, 1, 2))], { id: 'page 1' }),
        message(1, [over(50, text(1, 2, 3))], { id: 'page 2' }),
      ],
    };
    expect(found(scene(pages))).toEqual(['twice 1']);
  });

  test('words of service beside an answer are found', () => {
    const beside = { messages: [message(1, [over(15, 'Thinking…')], { id: 'beside' })] };
    const { findings } = judge(scene(answered(1, 0), beside));
    expect(findings).toMatchObject([{ charge: 'twice', messages: ['beside'] }]);
  });

  test('an answer that ever showed a sentence of another one is found', () => {
    const mixed = {
      ...answered(2, 100, [1]),
      messages: [message(2, [growing(120, text(1)), over(150, text(2))])],
    };
    expect(found(scene(answered(1, 0), mixed))).toEqual(['strayed 1']);
  });
});

describe('disordered', () => {
  test('an answer that overtakes an earlier one is found', () => {
    const early = { ...answered(2, 100), messages: [message(2, [over(150, text(2))])] };
    const late = {
      ...answered(1, 0),
      messages: [message(1, [over(160, text(1))])],
      modelCalls: [call(1, 155)],
    };
    expect(found(scene(late, early))).toContain('disordered 2');
  });

  test('where it is not certain which question came first, either may be answered first', () => {
    const [first, second] = [asked(1, 0, { acceptedAt: 110 }), asked(2, 100)];
    const late = { ...answered(1, 300, [2]), questions: [first] };
    const early = { ...answered(2, 100), questions: [second] };
    expect(found(scene(late, early))).toEqual([]);
  });

  test('sentences in a wrong order are found, on one page or two', () => {
    const shuffled = {
      ...answered(1, 0),
      messages: [message(1, [over(50, `${text(1, 2, 3)} ${text(1, 1, 1)}`)])],
    };
    const pages = {
      ...answered(2, 100, [1]),
      messages: [
        message(2, [over(140, text(2, 3, 3))], { id: 'page 1' }),
        message(2, [over(150, text(2, 1, 2))], { id: 'page 2' }),
      ],
    };
    expect(found(scene(shuffled, pages))).toEqual(['disordered 1', 'disordered 2']);
  });

  test('a late write that was mended does not end an answer anew', () => {
    const mended = {
      ...answered(1, 0),
      messages: [message(1, [over(50, text(1)), growing(120, text(1, 1, 2)), over(190, text(1))])],
    };
    expect(found(scene(mended, answered(2, 100, [1])))).toEqual([]);
  });
});

describe('overlapping', () => {
  test('a question that goes to the model before the earlier answer is done is found', () => {
    const early = { ...answered(2, 30), modelCalls: [call(2, 45)] };
    expect(found(scene(answered(1, 0), early))).toEqual(['overlapping 2']);
  });

  test('two that run at once are found where nobody knows which came first', () => {
    const [one, other] = [asked(1, 0), asked(2, 0)];
    const both = scene({ ...answered(1, 0), questions: [one] }, { ...answered(2, 20), questions: [other] });
    expect(found(both)).toEqual(['overlapping 2']);
  });

  test('a process that goes on writing beside its successor is found', () => {
    const turns = [
      write(1, 20, { kind: 'idempotent-send' }),
      write(1, 30, { by: 'w2' }),
      write(1, 35),
      write(1, 40, { by: 'w2' }),
      write(1, 45),
      write(1, 50, { by: 'w2' }),
    ];
    const frozen = { kills: [{ of: 'w1', at: 22 }] };
    expect(found(scene({ ...answered(1, 0), writes: turns }, frozen))).toEqual(['overlapping 1']);
  });

  test('one late write of a process that was killed may land, and one of another may not', () => {
    const turns = [
      write(1, 20, { kind: 'idempotent-send' }),
      write(1, 30, { by: 'w2' }),
      write(1, 35),
      write(1, 50, { by: 'w2' }),
    ];
    const late = { ...answered(1, 0), writes: turns };
    expect(found(scene(late, { kills: [{ of: 'w1', at: 22 }] }))).toEqual([]);
    expect(found(scene(late, { kills: [{ of: 'w2', at: 60 }] }))).toEqual(['overlapping 1']);
  });

  test('who follows a killed successor owns the answer again', () => {
    const turns = [
      write(1, 20, { kind: 'idempotent-send' }),
      write(1, 25, { by: 'w2' }),
      write(1, 35),
      write(1, 40),
      write(1, 50),
    ];
    const kills = [
      { of: 'w1', at: 21 },
      { of: 'w2', at: 30 },
    ];
    expect(found(scene({ ...answered(1, 0), writes: turns, kills }))).toEqual([]);
  });
});

describe('orphaned', () => {
  test('a message that still says that more will come is found, whatever it is about', () => {
    const open = { ...answered(1, 0), messages: [message(1, [growing(50, text(1))])] };
    const unknown = { messages: [message(0, [growing(70, '…')], { id: 'unknown', question: undefined })] };
    expect(found(scene(open, unknown))).toEqual(['orphaned 1', 'orphaned undefined']);
  });
});

describe('over budget', () => {
  const calls = (...times: readonly number[]) => ({
    modelCalls: times.map(at => call(1, at, { outcome: 'refused' as const })),
    budget: { calls: 2, perMs: 100 },
  });

  test('each call more than may begin in any such time is found, refused ones too', () => {
    expect(judge(scene(calls(0, 50, 99, 100, 250))).counts['over-budget']).toBe(2);
  });

  test('as many as may begin are well, in every window', () => {
    expect(judge(scene(calls(0, 0, 100, 100, 200))).counts['over-budget']).toBe(0);
  });

  test('a call that was seen late may have come as early as the simulators stood still, and no earlier', () => {
    const stall = (from: number) => ({ stalls: [{ from, until: 160 }] });
    expect(judge(scene(calls(150, 200, 240), stall(140))).counts['over-budget']).toBe(0);
    expect(judge(scene(calls(150, 200, 239), stall(140))).counts['over-budget']).toBe(1);
    expect(judge(scene(calls(170, 200, 240), stall(140))).counts['over-budget']).toBe(1);
  });

  test('pauses that touch are one', () => {
    const stalls = [
      { from: 130, until: 160 },
      { from: 100, until: 140 },
    ];
    expect(judge(scene(calls(150, 180, 200), { stalls })).counts['over-budget']).toBe(0);
  });
});

describe('forgetful', () => {
  const history = (...remembered: readonly number[]) =>
    found(scene(answered(1, 0), answered(2, 100, [1]), answered(3, 200, remembered)));

  test('a history without the last answer, with a gap, or in a wrong order is found', () => {
    expect(history(1)).toEqual(['forgetful 3']);
    expect(history()).toEqual(['forgetful 3']);
    expect(history(2, 1)).toEqual(['forgetful 3']);
    expect(history(1, 2, 3)).toEqual(['forgetful 3']);
    expect(history(2, 2)).toEqual(['forgetful 3']);
  });

  test('the oldest answers may be left out', () => {
    expect(history(2)).toEqual([]);
  });

  test('a round that is not whole is found', () => {
    const cut = [{ question: 1, sentences: [1, 2] }];
    const second = { ...answered(2, 100), modelCalls: [call(2, 110, { rounds: cut })] };
    expect(found(scene(answered(1, 0), second))).toEqual(['forgetful 2']);
  });

  test('what another conversation talked about is found', () => {
    const elsewhere = {
      ...answered(1, 0),
      questions: [asked(1, 0, { conversation: 'b' })],
      messages: [message(1, [over(50, text(1))], { conversation: 'b' })],
    };
    expect(found(scene(elsewhere, answered(2, 100, [1])))).toEqual(['forgetful 2']);
  });

  test('an answer that failed leaves no trace', () => {
    const calls = [1, 2, 3, 4, 5].map(i => call(1, i, { endedAt: i, outcome: 'refused' }));
    const failed = {
      ...answered(1, 0),
      modelCalls: calls,
      messages: [message(1, [over(50, 'The model is busy.')])],
    };
    const budget = { budget: { calls: 9, perMs: 1 } };
    expect(found(scene(failed, answered(2, 100), budget))).toEqual([]);
    expect(found(scene(failed, answered(2, 100, [1]), budget))).toEqual(['forgetful 2']);
  });

  test('an answer that stands whole by chance, for the model broke off at its end, may be remembered or not', () => {
    const calls = [call(1, 10, { outcome: 'broken' }), call(1, 30, { outcome: 'broken' })];
    const chance = { ...answered(1, 0), modelCalls: calls };
    expect(found(scene(chance, answered(2, 100)))).toEqual([]);
    expect(found(scene(chance, answered(2, 100, [1])))).toEqual([]);
  });

  test('every call of a turn has the same history', () => {
    const again = { modelCalls: [call(2, 115, { rounds: [] }), call(2, 120, { rounds: rounds(1) })] };
    expect(found(scene(answered(1, 0), answered(2, 100, [1]), again))).toEqual(['forgetful 2']);
  });
});
