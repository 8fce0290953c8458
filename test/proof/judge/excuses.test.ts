import { describe, expect, test } from 'vitest';
import type { Kill, ModelCall, Write } from '../../../proof/judge/evidence.ts';
import { judge } from '../../../proof/judge/judge.ts';
import { answered, asked, call, growing, message, over, type Piece, scene, text, write } from './scene.ts';

const verdictOn = (...pieces: readonly Piece[]) => {
  const { findings, allowed } = judge(scene({ budget: { calls: 99, perMs: 1 } }, ...pieces));
  return { found: findings.map(({ charge, question }) => `${charge} ${question}`), allowed };
};
const none = { apologies: 0, failures: 0, cuts: 0, window: 0, dingtalkWindow: 0 };

describe('an apology', () => {
  const apologised = (kills: readonly Kill[]): Piece => ({
    questions: [asked(2, 100)],
    modelCalls: [],
    messages: [message(2, [over(200, 'Sorry.')])],
    kills,
  });
  const killed = (...times: readonly number[]) => times.map((at, i) => ({ of: `w${i}`, at }));

  test('is allowed when three processes were killed since the question came', () => {
    expect(verdictOn(apologised(killed(110, 120, 130)))).toEqual({
      found: [],
      allowed: { ...none, apologies: 1 },
    });
  });

  test('is not allowed after two, nor for those before the question or after the apology', () => {
    expect(verdictOn(apologised(killed(110, 120)))).toEqual({ found: ['lost 2'], allowed: none });
    expect(verdictOn(apologised(killed(90, 120, 130))).found).toEqual(['lost 2']);
    expect(verdictOn(apologised(killed(110, 120, 201))).found).toEqual(['lost 2']);
  });

  test('is not allowed for one process that was stopped three times', () => {
    const kills = [110, 120, 130].map(at => ({ of: 'w1', at }));
    expect(verdictOn(apologised(kills)).found).toEqual(['lost 2']);
  });

  test('is not allowed for kills while an earlier question was answered', () => {
    const before = { ...answered(1, 0), messages: [message(1, [over(115, text(1))])] };
    expect(verdictOn(before, apologised(killed(110, 120, 130))).found).toEqual(['lost 2']);
    expect(verdictOn(before, apologised(killed(116, 120, 130))).found).toEqual([]);
  });

  test('is no end while more is announced, nor beside text', () => {
    const kills = killed(10, 20, 30);
    const open = { ...apologised(killed(110, 120, 130)), messages: [message(2, [growing(200, 'Sorry.')])] };
    expect(verdictOn(open).found).toEqual(['lost 2', 'orphaned 2']);
    const beside = {
      questions: [asked(1, 0)],
      messages: [message(1, [over(40, text(1, 1, 2))]), message(1, [over(50, 'Sorry.')], { id: 'beside' })],
      kills,
    };
    expect(verdictOn(beside).found).toEqual(['unlanded 1', 'twice 1']);
  });
});

describe('words about a failure', () => {
  const failed = (calls: readonly ModelCall[]): Piece => ({
    questions: [asked(1, 0)],
    modelCalls: calls,
    messages: [message(1, [growing(5, 'Thinking…'), over(50, 'The model is busy.')])],
  });
  const refused = (count: number, more: Partial<ModelCall> = {}) =>
    Array.from({ length: count }, (_, i) =>
      call(1, 10 + i, { endedAt: 10 + i, outcome: 'refused', ...more }),
    );

  test('are allowed when the model was asked five times in vain', () => {
    expect(verdictOn(failed(refused(5)))).toEqual({ found: [], allowed: { ...none, failures: 1 } });
  });

  test('are not allowed after four, nor for calls that came later', () => {
    expect(verdictOn(failed(refused(4))).found).toEqual(['lost 1']);
    expect(verdictOn(failed([...refused(4), call(1, 51, { outcome: 'refused' })])).found).toEqual(['lost 1']);
  });

  test('are not allowed when one of the five was answered', () => {
    expect(verdictOn(failed([...refused(4), call(1, 30)])).found).toEqual(['lost 1']);
  });

  test('are not allowed for calls that broke because their processes were killed', () => {
    const calls = [...refused(3), ...refused(2, { by: 'w2', outcome: 'broken' })];
    expect(verdictOn(failed(calls)).found).toEqual(['lost 1']);
  });
});

describe('an outage', () => {
  /** Asked at 100, given up at 6000; a call in vain in between. */
  const givenUp = (more: Piece = {}, shown?: string): Piece => ({
    outageMs: 5000,
    questions: [asked(1, 100), ...(more.questions ?? [])],
    modelCalls: [call(1, 2500, { outcome: 'refused' }), ...(more.modelCalls ?? [])],
    messages: [
      message(1, shown ? [growing(190, shown), over(6000, `${shown}\n\nDown.`)] : [over(6000, 'Down.')]),
      ...(more.messages ?? []),
    ],
  });
  const another = (
    endedAt: number,
    outcome: ModelCall['outcome'] = 'answered',
    at = endedAt - 20,
  ): Piece => ({
    questions: [asked(2, endedAt - 30, { conversation: 'b' })],
    modelCalls: [call(2, at, { by: 'w2', endedAt, outcome })],
    messages: [message(2, [over(endedAt + 1, text(2))], { conversation: 'b' })],
  });

  test('is a reason for words, and for text that stays cut, where the model answered nobody for so long', () => {
    expect(verdictOn(givenUp())).toEqual({ found: [], allowed: { ...none, failures: 1 } });
    expect(verdictOn(givenUp({}, text(1, 1, 2)))).toEqual({ found: [], allowed: { ...none, cuts: 1 } });
  });

  test('is none where anybody was answered meanwhile', () => {
    expect(verdictOn(givenUp(another(1001))).found).toEqual(['lost 1']);
    expect(verdictOn(givenUp(another(1001), text(1, 1, 2))).found).toEqual(['unlanded 1']);
    expect(verdictOn(givenUp(another(3999))).found).toEqual(['lost 1']);
  });

  test('an answer counts when it has come to its end', () => {
    expect(verdictOn(givenUp(another(1000))).found).toEqual([]);
    expect(verdictOn(givenUp(another(1001, 'answered', 300))).found).toEqual(['lost 1']);
    expect(verdictOn(givenUp(another(6001, 'answered', 300))).found).toEqual([]);
  });

  test('who gave up just when the model answered again had not heard of it', () => {
    expect(verdictOn(givenUp(another(5200))).found).toEqual([]);
    expect(verdictOn(givenUp(another(5099))).found).toEqual(['lost 1']);
    expect(verdictOn(givenUp({ modelCalls: [call(2, 5170), call(2, 5270)] })).found).toEqual([]);
    expect(verdictOn(givenUp({ modelCalls: [call(2, 3000), call(2, 5270)] })).found).toEqual(['lost 1']);
  });

  test('is no reason for one who has not waited as long, be it behind an earlier question', () => {
    const earlier = { ...answered(3, 0), messages: [message(3, [over(1001, text(3))])] };
    expect(verdictOn({ ...givenUp(), questions: [asked(1, 1001)] }).found).toEqual(['lost 1']);
    expect(verdictOn(earlier, givenUp()).found).toEqual(['lost 1']);
  });

  test('is none where nobody asked the model', () => {
    expect(verdictOn({ ...givenUp(), modelCalls: [] }).found).toEqual(['lost 1']);
    const later = [call(1, 6001, { outcome: 'refused' })];
    expect(verdictOn({ ...givenUp(), modelCalls: later }).found).toEqual(['lost 1']);
  });
});

describe('an answer that stays cut', () => {
  const cut = (calls: readonly ModelCall[], shown = text(1, 1, 2)): Piece => ({
    questions: [asked(1, 0)],
    modelCalls: calls,
    messages: [message(1, [growing(20, text(1, 1, 1)), over(100, `${shown}\n\nIt broke off.`)])],
  });
  const broken = (at: number, more: Partial<ModelCall> = {}) =>
    call(1, at, { endedAt: at + 15, outcome: 'broken', ...more });

  test('is allowed when two calls broke off in sight', () => {
    expect(verdictOn(cut([broken(10), broken(40)]))).toEqual({ found: [], allowed: { ...none, cuts: 1 } });
  });

  test('is not allowed after one, nor for a call that was repeated before there was text', () => {
    expect(verdictOn(cut([broken(10)])).found).toEqual(['unlanded 1']);
    expect(verdictOn(cut([broken(1, { endedAt: 2 }), broken(10)])).found).toEqual(['unlanded 1']);
  });

  test('is not allowed for calls that two processes made', () => {
    expect(verdictOn(cut([broken(10), broken(40, { by: 'w2' })])).found).toEqual(['unlanded 1']);
  });

  test('is allowed when the model was asked five times in vain', () => {
    const refused = [40, 50, 60, 70].map(at => call(1, at, { outcome: 'refused' }));
    expect(verdictOn(cut([broken(10), ...refused])).allowed.cuts).toBe(1);
  });

  test('has no gap', () => {
    expect(verdictOn(cut([broken(10), broken(40)], text(1, 2, 3))).found).toEqual(['unlanded 1']);
  });
});

describe('the window of one call', () => {
  const half = message(1, [growing(20, text(1, 1, 1))], { id: 'half' });
  const twin = (writes: readonly Write[], kills: readonly Kill[], first = half): Piece => ({
    ...answered(1, 0),
    writes,
    kills,
    messages: [first, message(1, [growing(30, text(1, 1, 1)), over(50, text(1))])],
  });
  const first = write(1, 20, { kind: 'send' });
  const anew = [write(1, 30, { kind: 'send', by: 'w2' }), write(1, 50, { by: 'w2' })];
  const killed = [{ of: 'w1', at: 21 }];

  test('a message whose sender was killed at once may stand beside the one made anew', () => {
    expect(verdictOn(twin([first, ...anew], killed))).toEqual({ found: [], allowed: { ...none, window: 1 } });
  });

  test('it may not where the platform knows a repeated send', () => {
    const known = write(1, 20, { kind: 'idempotent-send' });
    expect(verdictOn(twin([known, ...anew], killed)).found).toEqual(['twice 1', 'orphaned 1']);
  });

  test('it may not where its sender lived, or wrote once more', () => {
    expect(verdictOn(twin([first, ...anew], [])).found).toEqual(['twice 1', 'orphaned 1']);
    const more = write(1, 21, { landedAt: undefined });
    expect(verdictOn(twin([first, more, ...anew], killed)).found).toEqual(['twice 1', 'orphaned 1']);
  });

  test('it may not where its sender was killed only after the message was made anew', () => {
    const later = [{ of: 'w1', at: 31 }];
    expect(verdictOn(twin([first, ...anew], later)).found).toEqual(['twice 1', 'orphaned 1']);
  });

  test('it may not where the same process made both', () => {
    const same = anew.map(({ by: _, ...rest }) => ({ ...rest, by: 'w1' }));
    expect(verdictOn(twin([first, ...same], killed)).found).toEqual(['twice 1', 'orphaned 1']);
  });

  test('it may not where somebody changed it later', () => {
    const changed = message(1, [growing(20, text(1, 1, 1)), growing(40, text(1, 1, 2))], { id: 'half' });
    expect(verdictOn(twin([first, ...anew], killed, changed)).found).toEqual(['twice 1', 'orphaned 1']);
  });

  test('a page that is told nowhere else is no twin', () => {
    const pages = {
      ...answered(1, 0),
      writes: [write(1, 20, { kind: 'send' as const }), write(1, 30, { kind: 'send' as const, by: 'w2' })],
      kills: killed,
      messages: [
        message(1, [over(20, text(1, 1, 1))], { id: 'page 1' }),
        message(1, [over(30, text(1, 2, 3))], { id: 'page 2' }),
      ],
    };
    expect(verdictOn(pages)).toEqual({ found: [], allowed: none });
  });
});
