import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo } from './answers.ts';
import { openTown, type Town } from './town.ts';

const words = wordingFor('zh-CN');

let town: Town;
let admin: ReturnType<Town['telegram']['person']>;

beforeAll(async () => {
  town = await openTown({ ernie: { chunkMs: 10 } });
  admin = town.telegram.person({ id: 4711, firstName: '管理员' });
  const settings = {
    ADMINS: `telegram:${admin.id}`,
    USER_REPLIES_PER_HOUR: '50',
  };
  for (let i = 0; i < 2; i += 1) await town.startBot(settings);
  town.ernie.reply(echo);
});
afterAll(() => town.close());

type Chat = ReturnType<Town['telegram']['direct']>;
type Person = typeof admin;

/** Somebody says something to the bot. */
function say(chat: Chat, person: Person, text: string, mentions: Person[] = []): number {
  const addressed = text.startsWith('/') ? text.replace(/^\/\w+/, '$&@yanqiao_bot') : `@yanqiao_bot ${text}`;
  return town.telegram.say(chat, person, addressed, { mentions });
}
/** Somebody says something to the bot, and is answered. */
function hears(...said: Parameters<typeof say>): Promise<string> {
  const [chat] = said;
  const message = say(...said);
  return eventually('the answer', () => {
    const answers = town.replies(chat).filter(({ replyTo }) => replyTo === message);
    return answers.find(({ keyboard }) => keyboard.length === 0)?.text;
  });
}
/** What is said of a quota that is used up, up to its end. */
const over = (limit: number) =>
  words.overQuota({ whose: 'user', what: 'replies', span: 'day', limit }, '').split('。')[0] as string;

test('a quota that an admin gives a member holds at once, for exactly as many replies', async () => {
  const { telegram } = town;
  const [li, wang] = [telegram.person({ firstName: '小李' }), telegram.person({ firstName: '小王' })];
  const group = telegram.group({ title: '配额', supergroup: true });
  for (const person of [admin, li, wang]) telegram.join(group, person);
  expect(await hears(group, admin, '/quota 小李 2 条 天', [li])).toContain('每天最多 2 条回答');

  for (const text of ['一', '二', '三']) say(group, li, text);
  expect(await hears(group, wang, '四')).toContain('四');
  const texts = await eventually('two answers and a word about the third', () => {
    const seen = town.replies(group).map(({ text }) => text);
    return seen.some(text => text.includes(over(2))) && seen;
  });
  expect(texts.filter(text => text.startsWith('答：'))).toHaveLength(3);

  const [own, office] = [telegram.direct(li), telegram.direct(admin)];
  expect(await hears(own, li, '/usage')).toContain('还剩 0，共 2 条回答');
  expect(await hears(own, li, '/quota everyone 9 replies day')).toBe(words.commands.refused('admin'));
  const shown = await hears(office, admin, '/quota');
  expect(shown.slice(shown.indexOf(`user:telegram:${li.id}`))).toContain('每天 2 条回答，已用 2');
  expect(await hears(office, admin, '/audit')).toContain(`/quota user:telegram:${li.id} 2 replies day`);
});

test('an answer that failed counts for nothing, one that is asked for anew counts, and what was cleared holds nobody up', async () => {
  const zhao = town.telegram.person({ firstName: '小赵' });
  const [own, office] = [town.telegram.direct(zhao), town.telegram.direct(admin)];
  const quota = `/quota user:telegram:${zhao.id}`;
  await hears(office, admin, `${quota} 2 replies day`);
  town.ernie.fault('code-17', 1, '第一问');
  await hears(own, zhao, '第一问');
  // Words for a failure are on the screen a moment before what was reserved is given back.
  await eventually('what it took', async () =>
    (await hears(own, zhao, '/usage')).includes('还剩 2，共 2 条回答'),
  );
  expect(await hears(own, zhao, '第二问')).toContain('第二问');
  say(own, zhao, '/retry');
  expect(await hears(own, zhao, '第三问')).toContain(over(2));
  await hears(office, admin, `${quota} clear`);
  expect(await hears(own, zhao, '第四问')).toContain('第四问');
  const left = await hears(own, zhao, '/usage');
  expect(left).toContain('共 50 条回答');
  expect(left).not.toContain('共 2 条回答');
});

test("the bot's admins are held up by no quota", async () => {
  const office = town.telegram.direct(admin);
  await hears(office, admin, '/quota everyone 1 reply day');
  for (const text of ['甲', '乙', '丙']) expect(await hears(office, admin, text)).toContain(text);
  expect(await hears(office, admin, '/usage')).not.toContain('配额');
  const guest = town.telegram.person({ firstName: '小孙' });
  const own = town.telegram.direct(guest);
  expect(await hears(own, guest, '甲')).toContain('甲');
  expect(await hears(own, guest, '乙')).toContain(over(1));
});
