import { setTimeout as delay } from 'node:timers/promises';
import type { Scene } from '../scene.ts';
import { openStage } from '../stage.ts';
import { within } from '../within.ts';

const chatsAsking = { small: 10, full: 50 } as const;
/** Long enough for a second answer to come, after the last time that the model was asked. */
const quietMs = 5000;
const limitMs = 60_000;
const answer = '好，说完了。';

/** Telegram delivers every update twice, as it does when an answer to it got lost. */
export const redelivered: Scene = async entry => {
  const stage = await openStage(entry, { ernie: { chunkMs: 20 }, qps: 50 });
  stage.ernie.reply(() => answer);
  await stage.startAll(1);
  const chats = Array.from({ length: chatsAsking[entry.size] }, () => stage.newChat());
  stage.telegram.duplicateUpdates(chats.length);
  for (const chat of chats) chat.ask('你好');
  const answers = () =>
    chats.map(chat => chat.replies().filter(({ text }) => text.startsWith(answer)).length);
  await within(limitMs, () => answers().every(count => count > 0));
  for (let asked = 0; asked < stage.ernie.calls.length; ) {
    asked = stage.ernie.calls.length;
    await delay(quietMs);
  }
  return [
    {
      what: 'questions answered',
      value: answers().filter(count => count > 0).length,
      unit: `of ${chats.length}`,
      better: 'more',
    },
    {
      what: 'questions answered twice',
      value: answers().filter(count => count > 1).length,
      unit: `of ${chats.length}`,
      better: 'less',
    },
    { what: 'model calls', value: stage.ernie.calls.length, unit: '', better: 'less' },
  ];
};
