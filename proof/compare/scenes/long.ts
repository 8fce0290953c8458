import { now } from '../../town/now.ts';
import type { Scene } from '../scene.ts';
import { sentencesSeen } from '../seen/sentences.ts';
import { openStage } from '../stage.ts';
import { within } from '../within.ts';

const characters = 12_000;
const limitMs = 120_000;
const sentences: readonly string[] = Array.from(
  { length: characters / 30 },
  (_, index) => `第${String(index + 1).padStart(4, '0')}句：桥的这一头是问题，那一头是回答，一句一句走过去。`,
);

/** One answer of 12,000 characters, under Telegram's limits; a message there has 4,096 at most. */
export const long: Scene = async entry => {
  const stage = await openStage(entry, { ernie: { chunkMs: 20 } });
  stage.ernie.reply(() =>
    sentences.map((sentence, index) => (index % 5 === 4 ? `${sentence}\n\n` : sentence)).join(''),
  );
  await stage.startAll(1);
  const chat = stage.newChat();
  const askedAt = now();
  chat.ask('请讲一个很长的故事');
  const texts = () => chat.replies().map(({ text }) => text);
  const ended = await within(limitMs, () => sentencesSeen(sentences, texts()).missing === 0);
  const seconds = ((chat.shownAt(sentences.at(-1) ?? '') ?? now()) - askedAt) / 1000;
  const { torn, missing } = sentencesSeen(sentences, texts());
  return [
    { what: `sentences missing, of ${sentences.length}`, value: missing, unit: '', better: 'less' },
    { what: 'sentences cut in two', value: torn, unit: '', better: 'less' },
    { what: 'messages', value: texts().length, unit: '', better: 'less' },
    {
      what: 'writes that Telegram refused (429)',
      value: stage.telegram.calls.filter(({ code }) => code === 429).length,
      unit: '',
      better: 'less',
    },
    { what: 'question to whole answer', value: ended ? seconds : undefined, unit: 's', better: 'less' },
  ];
};
