import { expect, test } from 'vitest';
import { placePersona } from '../../src/generation/persona.ts';
import type { Prompt } from '../../src/model.ts';

const time = { name: 'time', description: '现在几点', parameters: {} };
const call = { id: 'a', name: 'time', arguments: '{}' };
const conversation: Prompt['messages'] = [
  { role: 'user', content: '一' },
  { role: 'assistant', content: '二' },
  { role: 'user', content: '三' },
];
const place = (more: Partial<Prompt>) =>
  placePersona({ messages: conversation, parameters: {}, userHash: 'u', ...more });

test('without functions the persona has a place of its own', () => {
  for (const functions of [undefined, []])
    expect(place({ system: '短', ...(functions && { functions }) })).toEqual({
      system: '短',
      messages: conversation,
    });
});

test('with functions it is said once, by the first of the user', () => {
  const { system, messages } = place({ system: '短', functions: [time] });
  expect(system).toBeUndefined();
  expect(messages).toEqual([{ role: 'user', content: '短\n\n一' }, ...conversation.slice(1)]);
});

test('it stays there in the last round, in which nothing more may be called', () => {
  const messages = [
    ...conversation,
    { role: 'assistant', content: '', calls: [call] },
    { role: 'function', call, content: '正午' },
  ] as const;
  expect(place({ system: '短', messages })).toMatchObject({
    system: undefined,
    messages: [{ content: '短\n\n一' }, {}, {}, {}, {}],
  });
});

test('no persona changes nothing', () => {
  for (const system of ['', undefined])
    expect(place({ functions: [time], ...(system === undefined ? {} : { system }) })).toEqual({
      system: undefined,
      messages: conversation,
    });
});

test('a persona that is too long is refused, with functions or without', () => {
  for (const functions of [[], [time]])
    expect(() => place({ system: '长'.repeat(1025), functions })).toThrow(/1025 characters/);
  expect(place({ system: '长'.repeat(1024) }).system).toHaveLength(1024);
});
