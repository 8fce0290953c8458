import { mostWithin } from '../../../bench/most-within.ts';
import { watchStalls } from '../../../bench/support/stalls.ts';
import { now } from '../../town/now.ts';
import type { Scene } from '../scene.ts';
import { openStage, type PrivateChat } from '../stage.ts';
import { eachWithin } from '../within.ts';

const questions = { small: 20, full: 100 } as const;
const qps = 5;
const limitMs = 180_000;
const answer = '好，说完了。';

/**
 * Many questions at once, two processes, and an account of five calls a second. Calls are counted as they arrive; where the
 * simulator's loop stands still meanwhile, some are seen late, and then more of them in one second than were made in it.
 */
export const limit: Scene = async entry => {
  const stage = await openStage(entry, { ernie: { chunkMs: 20, qps }, qps });
  stage.ernie.reply(() => answer);
  await stage.startAll(2);
  const chats = Array.from({ length: questions[entry.size] }, () => stage.newChat());
  const seenLateMs = watchStalls();
  const askedAt = now();
  for (const chat of chats) chat.ask('你好');
  const isAnswered = (chat: PrivateChat) => chat.shownAt(answer) !== undefined;
  const ended = await eachWithin(limitMs, chats, isAnswered);
  const seconds = (Math.max(...chats.map(chat => chat.shownAt(answer) ?? 0)) - askedAt) / 1000;
  const lateMs = seenLateMs();
  const { calls } = stage.ernie;
  return [
    { what: 'answered', value: chats.filter(isAnswered).length, unit: `of ${chats.length}`, better: 'more' },
    {
      what: `most calls in any second, ${qps} allowed`,
      value: mostWithin(
        calls.map(({ time }) => time),
        1000,
      ),
      unit: '',
      better: 'less',
    },
    {
      what: 'calls refused by ERNIE (code 18)',
      value: calls.filter(({ outcome }) => outcome === '18').length,
      unit: '',
      better: 'less',
    },
    { what: 'calls were seen late, at most', value: lateMs, unit: 'ms' },
    { what: `all ${chats.length} answered`, value: ended ? seconds : undefined, unit: 's', better: 'less' },
  ];
};
