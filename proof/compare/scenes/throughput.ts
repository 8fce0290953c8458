import { now } from '../../town/now.ts';
import type { Figure } from '../figure.ts';
import type { Scene } from '../scene.ts';
import { type Entry, openStage, type PrivateChat } from '../stage.ts';
import { eachWithin } from '../within.ts';

const questions = { small: 300, full: 1000 } as const;
const processes = 3;
const warmUp = 100;
const limitMs = 300_000;
const answer = '好，说完了。';

/** As many new chats as that ask at once, of a model that answers at once. */
export const throughput: Scene = entry => answersPerSecond(entry, false, "without Telegram's limits");

/** The same with the limits that Telegram has: 30 writes a second for a bot. */
export const throughputWithLimits: Scene = entry => answersPerSecond(entry, true, "with Telegram's limits");

async function answersPerSecond(entry: Entry, naturalLimits: boolean, where: string): Promise<Figure[]> {
  const stage = await openStage(entry, { ernie: { chunkMs: 0 }, telegram: { naturalLimits }, qps: 1000 });
  stage.ernie.reply(() => answer);
  await stage.startAll(processes);
  const askAll = async (count: number) => {
    const chats = Array.from({ length: count }, () => stage.newChat());
    const startedAt = now();
    for (const chat of chats) chat.ask('你好');
    await eachWithin(limitMs, chats, isAnswered);
    const answeredAt = chats.flatMap(chat => chat.shownAt(answer) ?? []);
    const seconds = (Math.max(...answeredAt) - startedAt) / 1000;
    return { rate: answeredAt.length < count ? undefined : count / seconds, answered: answeredAt.length };
  };
  await askAll(warmUp);
  const refusedBefore = stage.telegram.calls.filter(isRefused).length;
  const count = questions[entry.size];
  const { rate, answered } = await askAll(count);
  const refused = stage.telegram.calls.filter(isRefused).length - refusedBefore;
  const what = `answers, ${processes} processes, ${where}`;
  return [
    { what: 'answered', value: answered, unit: `of ${count}`, better: 'more' },
    { what, value: rate, unit: '/s', better: 'more' },
    ...(naturalLimits
      ? [{ what: 'writes that Telegram refused (429)', value: refused, unit: '', better: 'less' } as const]
      : []),
  ];
}

const isAnswered = (chat: PrivateChat) => chat.shownAt(answer) !== undefined;
const isRefused = ({ code }: { readonly code?: number }) => code === 429;
