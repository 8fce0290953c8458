import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../../bench/support/percentile.ts';
import { now } from '../../town/now.ts';
import type { Scene } from '../scene.ts';
import { questionOf } from '../seen/prompt.ts';
import { mostAtOnce } from '../seen/spans.ts';
import { openStage, type PrivateChat } from '../stage.ts';
import { within } from '../within.ts';

const streams = { small: 100, full: 500 } as const;
const watchedMs = { small: 15_000, full: 40_000 } as const;
const lookMs = 1000;
const sentence = (number: number) => `第${number}句，不长也不短，读完它要一秒。`;
const sentences = 300;

/** Many long answers at once in one process, at a sentence a second each, under Telegram's limits. */
export const streamsAtOnce: Scene = async entry => {
  const count = streams[entry.size];
  const stage = await openStage(entry, { ernie: { chunkMs: 1000 }, qps: 500, concurrency: count });
  stage.ernie.reply(() => Array.from({ length: sentences }, (_, index) => sentence(index + 1)).join(''));
  const bot = await stage.start('intake,worker');
  const chats = Array.from({ length: count }, () => stage.newChat());
  for (const [index, chat] of chats.entries()) chat.ask(`#${index}`);
  await within(30_000, () => stage.ernie.calls.length >= count);

  let memory = 0;
  for (let look = 0; look < watchedMs[entry.size] / lookMs; look += 1) {
    await delay(lookMs);
    memory = Math.max(memory, await bot.memory());
  }
  const startedAt = new Map(stage.ernie.calls.map(call => [questionOf(call), call.time]));
  const behind = chats.map((chat, index) => {
    const said = Math.floor((now() - (startedAt.get(`#${index}`) ?? now())) / 1000);
    return said - sentencesOn(chat);
  });
  const spans = stage.ernie.calls.map(({ time, endedAt }) => ({ from: time, until: endedAt }));
  const refused = stage.telegram.calls.filter(({ code }) => code === 429).length;
  return [
    { what: `streams open at once, of ${count}`, value: mostAtOnce(spans), unit: '', better: 'more' },
    {
      what: 'replies that show text',
      value: chats.filter(chat => sentencesOn(chat) > 0).length,
      unit: `of ${count}`,
      better: 'more',
    },
    { what: 'screen behind the model, median', value: median(behind), unit: 's', better: 'less' },
    { what: 'screen behind the model, worst', value: Math.max(...behind), unit: 's', better: 'less' },
    { what: 'writes that Telegram refused (429)', value: refused, unit: '', better: 'less' },
    { what: 'memory of the process', value: memory, unit: 'MB', better: 'less' },
  ];
};

/** How many sentences of its answer a chat shows. */
function sentencesOn(chat: PrivateChat): number {
  const numbers = chat.replies().flatMap(({ text }) => [...text.matchAll(/第(\d+)句/g)]);
  return Math.max(0, ...numbers.map(([, number]) => Number(number)));
}
