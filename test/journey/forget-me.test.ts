import { afterEach, beforeEach, expect, test } from 'vitest';
import { keysFor } from '../../src/keys.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { keysThatHold } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openDingtalkTown } from './dingtalk-town.ts';
import { openFeishuTown } from './feishu-town.ts';
import { openTown, questionOf, type Town } from './town.ts';

const { commands: words } = wordingFor('zh-CN');
const secret = '孔雀石';

/** A town as the story needs it: a direct chat with Zhang, and a group with Zhang and Wang. */
interface Place {
  readonly platform: string;
  readonly town: Pick<Town, 'ernie' | 'startBot' | 'close' | 'prefix'>;
  /** What nobody may find later: Zhang's id, and that of the direct chat. */
  readonly ids: readonly string[];
  readonly groupId: string;
  direct(text: string): void;
  zhang(text: string): void;
  /** Wang writes in the group. @param quotes in reply to Zhang's first message there */
  wang(text: string, quotes?: boolean): void;
  /** What the bot has written, as it stands. */
  inDirect(): string[];
  inGroup(): string[];
}

let space: Space;
let place: Place | undefined;
beforeEach(() => {
  space = openSpace();
});
afterEach(async () => {
  await place?.town.close();
  await space.close();
});

async function onTelegram(): Promise<Place> {
  const town = await openTown({ ernie: { chunkMs: 60 }, settings: { ALLOWED_CHATS: '*' } });
  const { telegram } = town;
  const zhang = telegram.person({ id: 7_318_264_905, firstName: '张三' });
  const wang = telegram.person({ firstName: '王五' });
  const group = telegram.group({ title: '组', supergroup: true });
  const direct = telegram.direct(zhang);
  telegram.join(group, zhang);
  telegram.join(group, wang);
  telegram.makeAdmin(group, telegram.bot);
  let first: number | undefined;
  return {
    platform: 'telegram',
    town,
    ids: [String(zhang.id)],
    groupId: String(group.id),
    direct: text => void telegram.say(direct, zhang, text),
    zhang(text) {
      const said = telegram.say(
        group,
        zhang,
        text.startsWith('/') ? `${text}@yanqiao_bot` : `@yanqiao_bot ${text}`,
      );
      first ??= said;
    },
    wang: (text, quotes = false) =>
      void telegram.say(group, wang, `@yanqiao_bot ${text}`, quotes && first ? { replyTo: first } : {}),
    inDirect: () => town.replies(direct).map(({ text }) => text),
    inGroup: () => town.replies(group).map(({ text }) => text),
  };
}

async function onFeishu(): Promise<Place> {
  const town = await openFeishuTown({ ernie: { chunkMs: 60 } });
  const { feishu } = town;
  const [zhang, wang] = [feishu.person({ name: '张三' }), feishu.person({ name: '王五' })];
  const group = feishu.group({ title: '组' });
  const direct = feishu.direct(zhang);
  feishu.join(group, zhang);
  feishu.join(group, wang);
  let first: string | undefined;
  const mentions = { mentions: [feishu.bot] };
  return {
    platform: 'feishu',
    town,
    ids: [zhang.openId, direct.id],
    groupId: group.id,
    direct: text => void feishu.say(direct, zhang, text),
    zhang(text) {
      const said = feishu.say(group, zhang, `@${feishu.bot.name} ${text}`, mentions);
      first ??= said;
    },
    wang: (text, quotes = false) =>
      void feishu.say(group, wang, `@${feishu.bot.name} ${text}`, {
        ...mentions,
        ...(quotes && first && { replyTo: first }),
      }),
    inDirect: () => town.replies(direct).map(({ text }) => text),
    inGroup: () => town.replies(group).map(({ text }) => text),
  };
}

async function onDingtalk(): Promise<Place> {
  const town = await openDingtalkTown({ ernie: { chunkMs: 60 } });
  const { dingtalk } = town;
  const [zhang, wang] = [dingtalk.person({ name: '张三' }), dingtalk.person({ name: '王五' })];
  const group = dingtalk.group({ title: '组' });
  const direct = dingtalk.direct(zhang);
  let first: string | undefined;
  const mentions = { mentions: [dingtalk.bot] };
  return {
    platform: 'dingtalk',
    town,
    ids: [zhang.staffId ?? '', zhang.senderId, direct.id],
    groupId: group.id,
    direct: text => void dingtalk.say(direct, zhang, text),
    zhang(text) {
      const said = dingtalk.say(group, zhang, text, mentions);
      first ??= said;
    },
    wang: (text, quotes = false) =>
      void dingtalk.say(group, wang, text, { ...mentions, ...(quotes && first && { replyTo: first }) }),
    inDirect: () => town.replies(direct).map(({ text }) => text),
    inGroup: () => town.replies(group).map(({ text }) => text),
  };
}

test.each([
  ['Telegram', onTelegram],
  ['Feishu', onFeishu],
  ['DingTalk', onDingtalk],
])(
  'on %s nothing is left of who wants to be forgotten, in two processes, and others keep theirs',
  async (_, open) => {
    place = await open();
    const { town, platform, ids, groupId, direct, zhang, wang, inDirect, inGroup } = place;
    await Promise.all([town.startBot(), town.startBot()]);
    const told = (texts: () => string[], part: string) =>
      eventually(`“${part}”`, () => texts().some(text => text.includes(part)));
    const long = Array.from({ length: 400 }, (_, i) => `${secret}第${i + 1}句。`).join('');
    town.ernie.reply(prompt => {
      const question = questionOf(prompt);
      if (question.includes('天气')) return '答：晴';
      return question.includes('很长') ? long : `答：${question.slice(-20)}`;
    });

    direct(`${secret}一`);
    await told(inDirect, `${secret}一`);
    direct(`/persona 你懂${secret}`);
    await told(inDirect, words.persona.set);
    zhang(`${secret}二`);
    await told(inGroup, `${secret}二`);
    wang('天气怎样', true);
    await told(inGroup, '答：晴');
    wang('下雨吗');
    await told(inGroup, '下雨吗');
    zhang('/pause');
    await told(inGroup, words.refused('admin').slice(0, 10));
    zhang('很长');
    await told(inGroup, `${secret}第5句`);
    zhang(`${secret}三`);
    const traces = () => keysThatHold(space.redis, town.prefix, secret, ...ids);
    expect((await traces()).length).toBeGreaterThan(5);

    direct('/forget-me');
    await told(inDirect, '/forget-me 确认');
    expect((await traces()).length).toBeGreaterThan(5);
    direct('/忘记我 确认');
    await told(inDirect, words.forgetMe.done);
    await eventually('nothing to be left', async () => (await traces()).length === 0).catch(() => {});
    expect(await traces()).toEqual([]);
    const kept = await space.redis.lrange(keysFor(town.prefix).history(`${platform}:${groupId}`), 0, -1);
    expect(kept.map(text => text.match(/"answer":"(.*?)"/)?.[1])).toEqual([
      expect.stringContaining('下雨吗'),
    ]);
    expect(inGroup().some(text => text.includes(`${secret}三`))).toBe(false);

    direct('我是谁');
    await told(inDirect, '答：我是谁');
    const { messages } = (town.ernie.calls.at(-1)?.body ?? {}) as { messages: unknown[] };
    expect(messages).toHaveLength(1);
  },
);
