import { expect, test } from 'vitest';
import type { Kill, Write } from '../../../proof/judge/evidence.ts';
import { judge } from '../../../proof/judge/judge.ts';
import { told } from '../../../proof/judge/told.ts';
import {
  answered,
  asked,
  call,
  found,
  growing,
  message,
  over,
  type Piece,
  scene,
  text,
  write,
} from './scene.ts';

const words = 'It is set.';

/** A command, with the words that answer it and the calls that sent them. */
const command = (number: number, at: number, more: Piece = {}): Piece => ({
  questions: [asked(number, at, { sentences: 0 })],
  writes: [write(number, at + 10, { kind: 'send' })],
  messages: [message(number, [over(at + 10, words)])],
  ...more,
});

test('a command that is answered is well, and is counted apart from the questions', () => {
  const verdict = judge(scene(answered(1, 0), command(2, 100)));
  expect(verdict.findings).toEqual([]);
  expect(verdict).toMatchObject({ questions: 1, answered: 1, commands: 1, commandsAnswered: 1, unheard: 0 });
  expect(told(verdict)).toMatch(/^commands +1$/m);
  expect(told(verdict)).toMatch(/^commands answered +1$/m);
});

test('a command that is not answered is lost', () => {
  const { findings, commandsAnswered } = judge(scene(command(1, 0, { messages: [] })));
  expect(findings.map(({ charge, words: said }) => `${charge}: ${said}`)).toEqual([
    'lost: Command 1 was accepted, and not answered.',
  ]);
  expect(commandsAnswered).toBe(0);
});

test('one whose answer was taken back, or stands in another chat, is lost too', () => {
  const gone = { messages: [message(1, [over(10, words)], { isGone: true })] };
  expect(found(command(1, 0, gone))).toEqual(['lost 1']);
  const elsewhere = { messages: [message(1, [over(10, words)], { conversation: 'b' })] };
  expect(found(command(1, 0, elsewhere))).toContain('lost 1');
});

test('one that was never handed to the bot is the fault of the runner', () => {
  const unheard = [asked(1, 0, { sentences: 0, handedAt: undefined, acceptedAt: undefined })];
  const verdict = judge(scene({ questions: unheard }));
  expect(verdict).toMatchObject({ commands: 1, commandsAnswered: 0, unheard: 1, findings: [] });
});

test('one whose answer still says that more will come is not answered', () => {
  const open = command(1, 0, { messages: [message(1, [growing(10, words)])] });
  expect(found(open)).toEqual(['unlanded 1', 'orphaned 1']);
  expect(judge(scene(open)).commandsAnswered).toBe(0);
});

test('the answer to a command under a question, or under another command, has strayed', () => {
  const under = (about: number) => ({ messages: [message(2, [over(110, words)], { repliesTo: about })] });
  const [{ findings }, other] = [
    judge(scene(answered(1, 0), command(2, 100, under(1)))),
    found(command(1, 0), command(2, 100, under(1))),
  ];
  expect(findings.map(({ charge, words: said }) => `${charge}: ${said}`)).toEqual([
    'strayed: Message m2, a reply to question 1, shows what belongs elsewhere: the answer to command 2.',
  ]);
  expect(other).toEqual(['strayed 2']);
});

test('a command waits for no answer, and no answer waits for it', () => {
  const during = command(2, 20);
  const late = command(3, 5, { messages: [message(3, [over(500, words)])], writes: [] });
  expect(found(answered(1, 0), during, late, answered(4, 100, [1]))).toEqual([]);
});

test('a command is no part of what its conversation remembers', () => {
  const asking = {
    ...answered(3, 200),
    modelCalls: [call(3, 210, { rounds: [{ question: 1, sentences: [1, 2, 3] }] })],
  };
  expect(found(answered(1, 0), command(2, 100), asking)).toEqual([]);
});

test('two processes that answer one command in turns are found', () => {
  const turns = [write(1, 10, { kind: 'send' }), write(1, 12, { by: 'w2' }), write(1, 14)];
  const { findings } = judge(scene(command(1, 0, { writes: turns })));
  expect(findings.map(({ words: said }) => said)).toEqual([
    'w1 wrote the answer to command 1 when another process had taken it over.',
  ]);
});

test('a command is not answered by what shows a question’s answer', () => {
  const mixed = { messages: [message(2, [over(110, text(1))], { repliesTo: 2 })] };
  expect(found(answered(1, 0), command(2, 100, mixed))).toEqual(['strayed 1']);
});

const twice = (kills: readonly Kill[], more: readonly Write[] = [], kind: Write['kind'] = 'send') =>
  command(1, 0, {
    kills,
    writes: [write(1, 10, { kind }), ...more, write(1, 30, { kind, by: 'w2' })],
    messages: [
      message(1, [over(10, words)], { id: 'first' }),
      message(1, [over(30, words)], { id: 'second' }),
    ],
  });
const killed = [{ of: 'w1', at: 11 }];

test('a command that is answered twice is found', () => {
  const { findings, commandsAnswered } = judge(scene(twice([])));
  expect(findings).toEqual([
    {
      charge: 'twice',
      question: 1,
      messages: ['first', 'second'],
      words: 'The answer to command 1 stands 2 times.',
    },
  ]);
  expect(commandsAnswered).toBe(1);
});

test('one whose sender was killed at once may be answered once more, where the platform does not know a repeated send', () => {
  const { findings, allowed } = judge(scene(twice(killed)));
  expect(findings).toEqual([]);
  expect(allowed.window).toBe(1);
  expect(found(twice(killed, [], 'idempotent-send'))).toEqual(['twice 1']);
  expect(found(twice([{ of: 'w1', at: 31 }]))).toEqual(['twice 1']);
  expect(found(twice(killed, [write(1, 11, { landedAt: undefined })]))).toEqual(['twice 1']);
});

test('one whose answer was lost may be answered once more, where nobody can find out whether it was sent', () => {
  const lost = (kind: Write['kind'], isUnanswered: boolean) => {
    const piece = twice([]);
    const [first, ...rest] = piece.writes ?? [];
    const platform = 'dingtalk' as const;
    return {
      questions: (piece.questions ?? []).map(question => ({ ...question, platform })),
      messages: (piece.messages ?? []).map(message => ({ ...message, platform })),
      writes: first ? [{ ...first, kind, isUnanswered }, ...rest] : [],
    };
  };
  const { findings, allowed } = judge(scene(lost('blind-send', true)));
  expect(findings).toEqual([]);
  expect(allowed).toMatchObject({ window: 0, dingtalkWindow: 1 });
  expect(found(lost('blind-send', false))).toEqual(['twice 1']);
  expect(found(lost('send', true))).toEqual(['twice 1']);
});

test('one that another process answered while the first answer was under way is found, be that one’s confirmation lost later', () => {
  const sent = { kind: 'blind-send', isUnanswered: true, landedAt: 20 } as const;
  const sideBySide = command(1, 0, {
    writes: [write(1, 10, sent), write(1, 15, { kind: 'blind-send', by: 'w2' })],
    messages: [
      message(1, [over(15, words)], { id: 'second' }),
      message(1, [over(20, words)], { id: 'first' }),
    ],
  });
  expect(found(sideBySide)).toEqual(['twice 1']);
});

test('a third answer to it is in no window', () => {
  const third = message(1, [over(40, words)], { id: 'third' });
  const thrice = { ...twice(killed), messages: [...(twice(killed).messages ?? []), third] };
  const sent = [...(thrice.writes ?? []), write(1, 40, { kind: 'send', by: 'w2' })];
  expect(found({ ...thrice, writes: sent })).toEqual(['twice 1']);
});
