import { expect, test } from 'vitest';
import { openSlots } from '../../../src/generation/permits/slots.ts';

const never = new AbortController().signal;
const nobody = () => {};

test('as many as there are slots go at once; the others when one is given back, however often it is', async () => {
  const slots = openSlots(2);
  const release = await slots.take({ since: 1, seen: false }, never, nobody);
  await slots.take({ since: 2, seen: false }, never, nobody);
  const gone: number[] = [];
  for (const since of [3, 4]) {
    void slots.take({ since, seen: false }, never, nobody).then(() => gone.push(since));
  }
  release();
  release();
  await expect.poll(() => gone).toEqual([3]);
});

test('where a slot is free nobody waits for it', async () => {
  const slots = openSlots(1);
  const release = slots.takeFree();
  expect(slots.takeFree()).toBeUndefined();
  const next = slots.take({ since: 1, seen: false }, never, nobody);
  release?.();
  (await next)();
  expect(slots.takeFree()).toBeTypeOf('function');
});

test('whose turn shows text goes first, then who came first; everyone hears their place', async () => {
  const slots = openSlots(1);
  const first = await slots.take({ since: 0, seen: false }, never, nobody);
  const gone: string[] = [];
  const places: Record<string, number[]> = {};
  for (const [name, since, seen] of [
    ['late', 9, false],
    ['early', 3, false],
    ['seen', 12, true],
  ] as const) {
    const heard: number[] = [];
    places[name] = heard;
    void slots
      .take({ since, seen }, never, place => heard.push(place))
      .then(release => {
        gone.push(name);
        release();
      });
  }
  expect(places).toEqual({ late: [1], early: [1], seen: [1] });
  await expect.poll(() => places).toEqual({ late: [1, 3], early: [1, 2], seen: [1] });
  first();
  await expect.poll(() => gone).toEqual(['seen', 'early', 'late']);
});

test('who leaves does not hold up the others', async () => {
  const slots = openSlots(1);
  const release = await slots.take({ since: 1, seen: false }, never, nobody);
  const leaving = new AbortController();
  const left = slots.take({ since: 2, seen: false }, leaving.signal, nobody);
  const next = slots.take({ since: 3, seen: false }, never, nobody);
  leaving.abort(new Error('enough'));
  await expect(left).rejects.toThrow('enough');
  release();
  await expect(next).resolves.toBeTypeOf('function');
  const gone = AbortSignal.abort(new Error('too late'));
  await expect(slots.take({ since: 4, seen: false }, gone, nobody)).rejects.toThrow('too late');
});
