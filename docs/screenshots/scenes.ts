import { en } from '../../demo/words/en.ts';
import type { Words } from '../../demo/words/index.ts';
import { zhCN } from '../../demo/words/zh-cn.ts';

/** What is done before pictures are taken; all of it happens in the real bot. */
export interface Scene {
  /** Behind the names of the files. */
  readonly suffix: string;
  readonly browserLocale: string;
  readonly words: Words;
  /** Asked in the group of the playground. */
  readonly question: string;
  /** What the simulated model answers to it, in Markdown. */
  readonly answer: string;
  /** The picture is taken when this can be read. */
  readonly until: string;
  /** What others ask meanwhile. */
  readonly chatter: readonly string[];
}

const sceneEn: Scene = {
  suffix: '',
  browserLocale: 'en-GB',
  words: en,
  question: 'How do we plan the move to the new office?',
  answer: [
    'A plan in three steps; **what must not fail is the network.**',
    '1. **Two weeks before:** order the line, measure the rooms.\n2. **The weekend:** servers first, then desks.\n3. **Monday:** one person at the door for questions.',
    '| what | who | when |\n|---|---|---|\n| network | Wei | Nov 27 |\n| desks | Lin | Nov 28 |\n| keys | Ada | Nov 30 |',
    '```sh\nping gateway.office   # before anybody unpacks\n```',
    'Shall I write the message to everybody?',
  ].join('\n\n'),
  until: 'keys',
  chatter: ['What is a bridge?', 'Count to 25', 'Who built it?', 'Count to 60', 'How long is it?'],
};

const sceneZhCN: Scene = {
  suffix: '.zh-CN',
  browserLocale: 'zh-CN',
  words: zhCN,
  question: '下周搬新办公室，怎么安排？',
  answer: [
    '分三步走，**最不能出错的是网络。**',
    '1. **提前两周：**报装宽带，量好房间。\n2. **周末：**先搬服务器，再搬桌子。\n3. **周一：**留一个人在门口答疑。',
    '| 事情 | 谁 | 什么时候 |\n|---|---|---|\n| 网络 | 老魏 | 11月27日 |\n| 桌子 | 小林 | 11月28日 |\n| 钥匙 | Ada | 11月30日 |',
    '```sh\nping gateway.office   # 拆箱之前先试\n```',
    '要不要我写一份通知发给大家？',
  ].join('\n\n'),
  until: '钥匙',
  chatter: ['桥是什么？', '请数到25', '谁造的？', '请数到60', '有多长？'],
};

export const scenes: readonly Scene[] = [sceneEn, sceneZhCN];
