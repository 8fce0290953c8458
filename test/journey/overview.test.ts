import { afterEach, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { sentences } from './answers.ts';
import { openDingtalkTown } from './dingtalk-town.ts';
import { openFeishuTown } from './feishu-town.ts';
import { openTown } from './town.ts';

const words = wordingFor('zh-CN').commands;
const long = sentences(400);
const heading = ['time', 'who', 'where', 'what', 'result'];

let close = async () => {};
afterEach(() => close());

/** The cells of a table in which nothing had to be quoted. */
const cellsOf = (csv: string) => csv.split('\r\n').map(line => line.split(','));

test('on Telegram an admin sees who waits and who was refused, and takes the log along as a file', async () => {
  const town = await openTown({
    ernie: { chunkMs: 100 },
    settings: { ADMINS: 'telegram:4711', ALLOWED_USERS: '', ALLOWED_CHATS: '*' },
  });
  close = town.close;
  town.ernie.reply(() => long);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);

  const say = async (chat: { id: number }, person: typeof boss, text: string) => {
    const asked = town.telegram.say(chat, person, text);
    const answered = () =>
      town.replies(chat).find(({ replyTo, ...reply }) => replyTo === asked && (reply.text || reply.file));
    return eventually(`an answer to ${text}`, answered);
  };
  const boss = town.telegram.person({ id: 4711, firstName: '管理员' });
  const ask = (text: string) => say(town.telegram.direct(boss), boss, text);
  const nobody = { conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 };
  expect((await ask('/queue')).text).toBe(words.overview.queue(nobody));

  const group = town.telegram.group({ title: '读书会', supergroup: true });
  const li = town.telegram.person({ firstName: '小李' });
  const wang = town.telegram.person({ firstName: '小王' });
  for (const person of [li, wang]) town.telegram.join(group, person);
  await say(group, li, '@yanqiao_bot 我的第一个秘密');
  town.telegram.say(group, wang, '@yanqiao_bot 我的第二个秘密');
  const waiting = await eventually('a question that waits', async () => {
    const { text } = await ask('/排队');
    return text.includes('正在写') && text.includes('1 个在等') && text;
  });
  expect(waiting).toContain('1 个对话：1 个回答在生成，1 个问题在等。');
  expect(waiting).toMatch(new RegExp(`读书会 telegram:${group.id}：正在写 \\d+ 秒；1 个在等，最久 \\d+ 秒`));
  expect(waiting).not.toContain('秘密');

  expect((await say(group, wang, '/pause@yanqiao_bot all')).text).toBe(words.refused('admin'));
  expect((await say(group, wang, '/stop@yanqiao_bot')).text).toBe(words.stop.withdrawn);
  expect((await say(group, wang, '/stop@yanqiao_bot')).text).toBe(words.stop['not-yours']);
  const { text: listed } = await ask(`/审计 telegram:${wang.id}`);
  expect(listed.match(/⛔ 拒绝 \/\w+/g)).toEqual(['⛔ 拒绝 /stop', '⛔ 拒绝 /pause']);

  const { file } = await ask('/audit export');
  expect(file?.name).toMatch(/^audit-.*\.csv$/);
  const rows = cellsOf(file?.content ?? '');
  expect(rows[0]).toEqual(heading);
  expect(rows.filter(([, who]) => who === `telegram:${wang.id}`).map(row => row.slice(2))).toEqual([
    [`telegram:${group.id}`, '/pause all', 'refused'],
    [`telegram:${group.id}`, '/stop', 'refused'],
  ]);
  expect(rows.some(row => row.includes('/queue') && row.includes('telegram:4711'))).toBe(true);
  expect((await ask('/stats')).text).toMatch(/ernie：每秒 \d+\/100 次，近一分钟 \d+ 次/);
});

test('on Feishu a refusal and the log as a file', async () => {
  const town = await openFeishuTown({ settings: { TELEGRAM_BOT_TOKEN: '', ADMINS: 'feishu:ou_boss' } });
  close = town.close;
  const boss = town.feishu.person({ name: '管理员', openId: 'ou_boss' });
  await town.startBot();
  const li = town.feishu.person({ name: '小李' });
  const chat = town.feishu.direct(li);
  expect((await town.answerTo(chat, town.feishu.say(chat, li, '/暂停'))).text).toBe(words.refused('admin'));
  const office = town.feishu.direct(boss);
  const { file } = await town.answerTo(office, town.feishu.say(office, boss, '/audit export'));
  expect(cellsOf(file?.content ?? '').map(row => row.slice(3))).toEqual([
    heading.slice(3),
    ['/pause', 'refused'],
    [],
  ]);
});

test('on DingTalk a refusal and the log as a file', async () => {
  const town = await openDingtalkTown({ settings: { TELEGRAM_BOT_TOKEN: '', ADMINS: 'dingtalk:boss' } });
  close = town.close;
  const boss = town.dingtalk.person({ name: '管理员', staffId: 'boss' });
  await town.startBot();
  const li = town.dingtalk.person({ name: '小李' });
  const chat = town.dingtalk.direct(li);
  town.dingtalk.say(chat, li, '/暂停');
  expect((await town.finished(chat, 1))[0]?.text).toBe(words.refused('admin'));
  const office = town.dingtalk.direct(boss);
  town.dingtalk.say(office, boss, '/audit export');
  const [{ file } = {}] = await town.finished(office, 1);
  expect(cellsOf(file?.entries[0]?.content ?? '').map(row => row.slice(3))).toEqual([
    heading.slice(3),
    ['/pause', 'refused'],
    [],
  ]);
});
