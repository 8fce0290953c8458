import { afterEach, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { openTown, questionOf, type Town } from './town.ts';

const words = wordingFor('zh-CN');

let town: Town;
afterEach(() => town.close());

test('the model is down: who asks reads so; when it is back who waited is answered; admins are told once', async () => {
  town = await openTown({ ernie: { chunkMs: 5 }, settings: { MODEL_RETRY_ATTEMPTS: '5' } });
  town.ernie.reply(prompt => `答${questionOf(prompt)}。`);
  town.ernie.fault('outage', Number.POSITIVE_INFINITY);
  const admin = town.telegram.person();
  const settings = { ADMINS: `telegram:${admin.id}` };
  const bots = await Promise.all([town.startBot(settings), town.startBot(settings)]);
  const office = town.telegram.direct(admin);
  town.telegram.say(office, admin, '/whoami');
  await town.finished(office, 1);

  // The last of the five tries is the fifth failure in a row, more than five seconds after the first.
  const early = town.telegram.person();
  const chat = town.telegram.direct(early);
  town.telegram.say(chat, early, '早');
  expect(await town.finished(chat, 1, 60_000)).toEqual([words.failure.unavailable]);
  await eventually('the outage to be noticed', () => bots.some(bot => bot.logged('model.outage')));

  const late = [1, 2, 3].map(() => town.telegram.person());
  for (const person of late) town.telegram.say(town.telegram.direct(person), person, '晚');
  const callsBefore = town.ernie.calls.length;
  await eventually('a trial', () => town.ernie.calls.length > callsBefore, 40_000);
  expect(town.ernie.calls.length - callsBefore).toBeLessThanOrEqual(1);
  town.ernie.clearFaults();
  for (const person of late) {
    expect(await town.finished(town.telegram.direct(person), 1, 60_000)).toEqual(['答晚。']);
  }
  await eventually('the end to be noticed', () =>
    bots.some(bot => bot.log.some(({ event, kind }) => event === 'model.outage' && kind === 'over')),
  );
  const told = town.replies(office).filter(({ text }) => text.includes('中断'));
  expect(told).toHaveLength(1);
}, 120_000);
