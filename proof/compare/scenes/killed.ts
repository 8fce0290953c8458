import { median } from '../../../bench/support/percentile.ts';
import { now } from '../../town/now.ts';
import type { Scene } from '../scene.ts';
import { questionOf } from '../seen/prompt.ts';
import { openStage, type PrivateChat } from '../stage.ts';
import { eachWithin } from '../within.ts';

const chatsAsking = 5;
const sentences = 60;
const limitMs = 180_000;
const sentence = (number: number) => `第${number}句。`;

/** A worker is killed with `kill -9` while five answers grow; another one is there. */
export const killed: Scene = async entry => {
  const stage = await openStage(entry, { ernie: { chunkMs: 300 } });
  stage.ernie.reply(() => Array.from({ length: sentences }, (_, index) => sentence(index + 1)).join(''));
  await stage.start('intake');
  const first = await stage.start('worker');
  const chats = Array.from({ length: chatsAsking }, () => stage.newChat());
  for (const chat of chats) chat.ask(`#${chat.id}`);
  await eachWithin(30_000, chats, chat => showsIn(chat, sentence(3)) !== undefined);
  await stage.start('worker');
  const half = chats.map(chat => chat.replies()[0]?.id);
  await first.kill();
  const killedAt = now();

  const allFinished = await eachWithin(
    limitMs,
    chats,
    chat => chat.shownAt(sentence(sentences)) !== undefined,
  );
  const finishedAt = chats.flatMap(chat => chat.shownAt(sentence(sentences)) ?? []);
  const seconds = (moments: readonly number[]) =>
    allFinished ? median(moments.map(at => (at - killedAt) / 1000)) : undefined;
  const askedAgainAt = chats.flatMap(chat =>
    stage.ernie.calls
      .filter(call => call.time > killedAt && questionOf(call) === `#${chat.id}`)
      .slice(0, 1)
      .map(({ time }) => time),
  );
  const finishedInPlace = chats.filter(
    (chat, index) => half[index] !== undefined && showsIn(chat, sentence(sentences)) === half[index],
  );
  const halfReplies = chats.flatMap(chat =>
    chat.replies().filter(({ text }) => !text.includes(sentence(sentences))),
  );
  return [
    { what: 'kill to model asked again, median', value: seconds(askedAgainAt), unit: 's', better: 'less' },
    {
      what: 'kill to whole answer, median',
      value: seconds(finishedAt),
      unit: 's',
      better: 'less',
    },
    {
      what: 'finished in the message that was growing',
      value: finishedInPlace.length,
      unit: `of ${chatsAsking}`,
      better: 'more',
    },
    { what: 'half replies left on the screen', value: halfReplies.length, unit: '', better: 'less' },
  ];
};

/** The message of the bot's that shows this text. */
function showsIn(chat: PrivateChat, text: string): number | undefined {
  return chat.replies().find(reply => reply.text.includes(text))?.id;
}
