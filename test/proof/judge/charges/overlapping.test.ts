import { expect, test } from 'vitest';
import { answered, asked, call, found, message, over, scene, text, write } from '../scene.ts';

test('a question that goes to the model before the earlier answer is done is found', () => {
  const early = { ...answered(2, 30), modelCalls: [call(2, 45)] };
  expect(found(answered(1, 0), early)).toEqual(['overlapping 2']);
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
  expect(found({ ...answered(1, 0), writes: turns }, frozen)).toEqual(['overlapping 1']);
});

test('one late write of a process that was killed may land, and one of another may not', () => {
  const turns = [
    write(1, 20, { kind: 'idempotent-send' }),
    write(1, 30, { by: 'w2' }),
    write(1, 35),
    write(1, 50, { by: 'w2' }),
  ];
  const late = { ...answered(1, 0), writes: turns };
  expect(found(late, { kills: [{ of: 'w1', at: 22 }] })).toEqual([]);
  expect(found(late, { kills: [{ of: 'w2', at: 60 }] })).toEqual(['overlapping 1']);
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
  expect(found({ ...answered(1, 0), writes: turns, kills })).toEqual([]);
});

test('who follows a process that was told to stop owns the answer again, and that process does not', () => {
  const returned = [
    write(1, 20, { kind: 'idempotent-send' }),
    write(1, 25, { by: 'w2' }),
    write(1, 35),
    write(1, 50),
  ];
  const told = (of: string, at: number) => ({ stops: [{ of, at }] });
  const writing = (writes: typeof returned) => ({ ...answered(1, 0), writes });
  expect(found(writing(returned), told('w2', 30))).toEqual([]);
  expect(found(writing(returned))).toEqual(['overlapping 1']);
  expect(found(writing(returned), told('w2', 51))).toEqual(['overlapping 1']);
  expect(found(writing(returned), told('w1', 30))).toEqual(['overlapping 1']);
  const back = [...returned.slice(0, 3), write(1, 40, { by: 'w2' }), write(1, 50)];
  expect(found(writing(back), told('w2', 30))).toEqual(['overlapping 1']);
});

test('an answer is done with its last page', () => {
  const pages = {
    ...answered(1, 0),
    messages: [
      message(1, [over(30, text(1, 1, 2))], { id: 'page 1' }),
      message(1, [over(60, text(1, 3, 3))], { id: 'page 2' }),
    ],
  };
  expect(found(pages, { ...answered(2, 30), modelCalls: [call(2, 45)] })).toEqual(['overlapping 2']);
});

test('who was asked first may not be answered second, though the model was asked in that order', () => {
  const first = {
    ...answered(1, 0),
    modelCalls: [call(1, 300)],
    messages: [message(1, [over(350, text(1))])],
  };
  const second = { ...answered(2, 100), messages: [message(2, [over(310, text(2))])] };
  expect(found(first, second)).toEqual(['disordered 2', 'overlapping 2']);
});

test('a late write that changed nothing disturbs nobody', () => {
  const turns = [
    write(1, 20, { kind: 'idempotent-send' }),
    write(1, 30, { by: 'w2' }),
    write(1, 35, { landedAt: undefined }),
    write(1, 50, { by: 'w2' }),
  ];
  expect(found({ ...answered(1, 0), writes: turns })).toEqual([]);
});
