import { expect, test } from 'vitest';
import { forgetMeCommand } from '../../../src/commands/person/forget-me.ts';
import type { IncomingMessage } from '../../../src/message.ts';
import { call, direct, said, words } from '../support.ts';

const forgotten: IncomingMessage[] = [];
const command = forgetMeCommand({
  async forgetPerson(message) {
    forgotten.push(message);
  },
});

test('nobody is forgotten who has not confirmed it', async () => {
  for (const args of ['', 'yes', 'confirm me', '不确认']) {
    expect(await said(command, call({ args }))).toBe(words.forgetMe.warning);
  }
  expect(forgotten).toEqual([]);
});

test('who confirms is forgotten, in either language, in a group or alone', async () => {
  const calls = [
    call({ args: 'confirm' }),
    call({ args: '确认', message: direct }),
    call({ args: 'Confirm' }),
  ];
  for (const each of calls) expect(await said(command, each)).toBe(words.forgetMe.done);
  expect(forgotten.splice(0)).toEqual(calls.map(({ message }) => message));
});

test('who speaks as the whole group is nobody in particular', async () => {
  const anonymous = call({ args: 'confirm', message: { sender: { id: '-100', name: '组' } } });
  expect(await said(command, anonymous)).toBe(words.forgetMe.anonymous);
  expect(forgotten).toEqual([]);
});
