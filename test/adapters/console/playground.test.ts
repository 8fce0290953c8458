import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstChats } from '../../../adapters/console/first-chats.ts';
import type { Arrival, ButtonPress } from '../../../src/message.ts';
import type { Platform } from '../../../src/platform.ts';
import type { ChatDraft, Playground, PlaygroundChat, PlaygroundRefusal } from '../../../src/playground.ts';
import { eventually } from '../../support/eventually.ts';
import { buttonsWith, standingClock } from '../world.ts';
import { directDraft, groupDraft, openTown } from './world.ts';

let town: ReturnType<typeof openTown>;
let platform: Platform;
let playground: Playground;
const opened: Platform[] = [];

async function openProcess() {
  const another = await town.openPlatform();
  opened.push(another);
  return another;
}

beforeEach(async () => {
  town = openTown();
  const first = await openProcess();
  [platform, playground] = [first, first.playground];
});
afterEach(async () => {
  for (const each of opened.splice(0)) {
    await each.intake.stop();
    await each.close();
  }
  await town.close();
});

async function listen(on: Platform = platform) {
  const arrivals: Arrival[] = [];
  await on.intake.start(async arrival => {
    arrivals.push(arrival);
  });
  return arrivals;
}

/** A group of Li, who runs it, and Han. */
async function openGroup() {
  const chat = await playground.openChat({
    kind: 'group',
    title: '群',
    people: [
      { id: 'li', name: 'Li', role: 'chat-admin' },
      { id: 'han', name: 'Han', role: 'member' },
    ],
  });
  return chat.id;
}

const texts = async (chat: string) => (await playground.messages(chat)).map(({ text }) => text);
const refused = (kind: string) => ({ name: 'PlaygroundRefusal', kind });

/** What the bot answers in a chat, with its buttons. */
async function answer(chat: Pick<PlaygroundChat, 'id' | 'kind'>, markdown = '答。') {
  await platform.open({ chat, buttons: buttonsWith('token-1') }, async () => {}).finish(markdown);
  const message = (await playground.messages(chat.id)).at(-1);
  if (!message) throw new Error('the bot said nothing');
  return message;
}

describe('chats', () => {
  test('the first look makes some, in which the bot may be tried at once', async () => {
    const chats = await playground.chats();
    expect(chats.map(({ kind }) => kind)).toEqual(['direct', 'direct', 'group']);
    expect(await (await openProcess()).playground.chats()).toEqual(chats);
  });

  test('those that are opened in the same moment stand in the order in which they were', async () => {
    const standing = openTown({ clock: standingClock() });
    const { playground: quick, close } = await standing.openPlatform();
    expect((await quick.chats()).map(({ id }) => id)).toEqual(firstChats.map(({ id }) => id));
    await close();
    await standing.close();
  });

  test('only the person `admin` is an admin of the bot, and only in the playground', async () => {
    const chats = await playground.chats();
    const admins = chats.flatMap(({ people }) => people.filter(({ role }) => role === 'admin'));
    expect(new Set(admins.map(({ id }) => id))).toEqual(new Set(['admin']));
    const pretender = { kind: 'direct', title: 'x', people: [{ name: 'Li', role: 'admin' }] } as const;
    await expect(playground.openChat(pretender)).rejects.toMatchObject(refused('wrong'));
  });

  test.each<[string, Partial<ChatDraft>]>([
    ['has no title', { title: ' ' }],
    ['has a title that nobody reads', { title: '长'.repeat(61) }],
    ['has nobody in it', { people: [] }],
    ['is direct, and has two in it', { ...groupDraft('Li', 'Han'), kind: 'direct' }],
    ['has two of one name', groupDraft('Li', 'li')],
    ['has somebody of the name of the bot', groupDraft('言桥')],
    ['has somebody whose id is none', { people: [{ id: 'a:b', name: 'Li', role: 'member' }] }],
  ])('one that %s is not opened', async (_, draft) => {
    await expect(playground.openChat({ ...directDraft('Li'), ...draft })).rejects.toMatchObject(
      refused('wrong'),
    );
  });

  test('there are twenty at most', async () => {
    for (let count = 0; count < 20; count += 1) await playground.openChat(directDraft('Li'));
    await expect(playground.openChat(directDraft('Han'))).rejects.toMatchObject(refused('full'));
    const [first] = await playground.chats();
    await playground.closeChat(first?.id ?? '');
    await playground.openChat(directDraft('Han'));
    expect(await playground.chats()).toHaveLength(20);
  });

  test('one that is closed is gone, with all that was said in it', async () => {
    const chat = await openGroup();
    await playground.say({ chat, as: 'li', text: '你好' });
    await playground.closeChat(chat);
    await expect(playground.messages(chat)).rejects.toMatchObject(refused('unknown'));
    await expect(playground.say({ chat, as: 'li', text: '喂' })).rejects.toMatchObject(refused('unknown'));
  });

  test('who runs one is told by the role there', async () => {
    const chat = { id: await openGroup(), kind: 'group' } as const;
    expect(await platform.isChatAdmin(chat, 'li')).toBe(true);
    expect(await platform.isChatAdmin(chat, 'han')).toBe(false);
    expect(await platform.isChatAdmin(chat, 'nobody')).toBe(false);
    expect(await platform.isChatAdmin({ id: 'x', kind: 'direct' }, 'han')).toBe(true);
  });
});

describe('what people say', () => {
  test('is there after a reload, in any process, oldest first', async () => {
    const chat = await openGroup();
    for (const text of ['一', '二', '三']) await playground.say({ chat, as: 'li', text });
    const { playground: other } = await openProcess();
    expect((await other.messages(chat)).map(({ text }) => text)).toEqual(['一', '二', '三']);
  });

  test('is kept up to the last five hundred', async () => {
    const chat = await openGroup();
    for (let number = 1; number <= 503; number += 1)
      await playground.say({ chat, as: 'li', text: String(number) });
    const kept = await texts(chat);
    expect(kept).toHaveLength(500);
    expect([kept[0], kept.at(-1)]).toEqual(['4', '503']);
  });

  test('reaches the bot once, also when it is said again with its id', async () => {
    const arrivals = await listen();
    const chat = await openGroup();
    for (let time = 0; time < 3; time += 1) {
      expect(await playground.say({ chat, as: 'li', text: '@言桥 一', id: 'mine' })).toBe('mine');
    }
    await playground.say({ chat, as: 'li', text: '@言桥 二' });
    const heard = () => arrivals.flatMap(each => (each.kind === 'message' ? [each.message.text] : []));
    await eventually('the last', () => heard().includes('二'));
    expect(heard()).toEqual(['一', '二']);
    expect(await texts(chat)).toHaveLength(2);
  });

  test('cannot take the id of what somebody else said', async () => {
    const chat = await openGroup();
    await playground.say({ chat, as: 'li', text: '一', id: 'mine' });
    const again = playground.say({ chat, as: 'han', text: '二', id: 'mine' });
    await expect(again).rejects.toMatchObject(refused('forbidden'));
    expect(await texts(chat)).toEqual(['一']);
  });

  test('in a process that is killed before the bot has heard it is brought by another', async () => {
    const chat = await openGroup();
    await playground.say({ chat, as: 'li', text: '@言桥 在吗' });
    const arrivals = await listen(await openProcess());
    await eventually('the message', () => arrivals.some(({ kind }) => kind === 'message'));
  });

  test('is heard in order, also when the first is refused at first', async () => {
    let refusals = 1;
    const heard: string[] = [];
    await platform.intake.start(async arrival => {
      if (arrival.kind !== 'message') return;
      if (refusals-- > 0) throw new Error('Redis is away');
      heard.push(arrival.message.text);
    });
    const chat = await openGroup();
    for (const text of ['一', '二', '三']) await playground.say({ chat, as: 'li', text, mention: true });
    await eventually('all', () => heard.length >= 3);
    expect(heard).toEqual(['一', '二', '三']);
  });

  test.each([
    ['nothing', { text: ' \n' }, 'wrong'],
    ['more than anybody reads', { text: '长'.repeat(20_001) }, 'wrong'],
    ['something under an id that is none', { id: 'a b' }, 'wrong'],
    ['something in the name of a stranger', { as: 'wang' }, 'unknown'],
    ['something to a message that is not there', { replyTo: 'x' }, 'unknown'],
  ])('is not %s', async (_, change, kind) => {
    const chat = await openGroup();
    const saying = playground.say({ chat, as: 'li', text: '你好', ...change });
    await expect(saying).rejects.toMatchObject(refused(kind));
    expect(await texts(chat)).toEqual([]);
  });

  test('waits for the bot in bounds, and so does what becomes of its chats', async () => {
    const { id: chat } = await playground.openChat(groupDraft('小李'));
    const results: string[] = [];
    const note = (work: Promise<unknown>) =>
      work.then(
        () => results.push('done'),
        refusal => results.push((refusal as PlaygroundRefusal).kind),
      );
    for (let turn = 0; turn < 510; turn += 1) {
      await note(playground.setPresent(chat, false));
      await note(playground.setPresent(chat, true));
    }
    await note(playground.openChat(groupDraft('小李')));
    expect(new Set(results)).toEqual(new Set(['done', 'full']));
    expect(results.at(-1)).toBe('full');
    await listen();
    await eventually('all to be heard', () =>
      playground.openChat(groupDraft('小李')).then(
        () => true,
        () => false,
      ),
    );
  });

  test('is not heard where the bot is not', async () => {
    const arrivals = await listen();
    const chat = await openGroup();
    await playground.setPresent(chat, false);
    await playground.say({ chat, as: 'li', text: '@言桥 在吗' });
    await playground.setPresent(chat, true);
    await playground.say({ chat, as: 'li', text: '@言桥 回来了' });
    const heard = () => arrivals.flatMap(each => (each.kind === 'message' ? [each.message.text] : []));
    await eventually('the last', () => heard().includes('回来了'));
    expect(heard()).toEqual(['回来了']);
  });
});

describe('what was said', () => {
  test('is changed by who said it, and the bot hears of it', async () => {
    const arrivals = await listen();
    const chat = await openGroup();
    const message = await playground.say({ chat, as: 'han', text: '@言桥 一加一' });
    await playground.edit({ chat, as: 'han', message, text: '@言桥 一加二' });
    const edit = await eventually('the edit', () => arrivals.find(({ kind }) => kind === 'edit'));
    expect(edit).toMatchObject({ address: 'mention', message: { id: message, text: '一加二' } });
    const [shown] = await playground.messages(chat);
    expect(shown).toMatchObject({ text: '@言桥 一加二', editedAt: expect.any(Number) });
    const foreign = playground.edit({ chat, as: 'li', message, text: '别的' });
    await expect(foreign).rejects.toMatchObject(refused('forbidden'));
  });

  test('is taken back by who said it or runs the chat, and the bot hears of it', async () => {
    const arrivals = await listen();
    const chat = await openGroup();
    const say = (as: string) => playground.say({ chat, as, text: '你好' });
    const [han, li, second] = [await say('han'), await say('li'), await say('han')];
    await expect(playground.takeBack({ chat, as: 'han', message: li })).rejects.toMatchObject(
      refused('forbidden'),
    );
    await playground.takeBack({ chat, as: 'han', message: han });
    await playground.takeBack({ chat, as: 'li', message: second });
    expect((await playground.messages(chat)).map(({ id }) => id)).toEqual([li]);
    const recalled = () => arrivals.flatMap(each => (each.kind === 'recall' ? [each.messageId] : []));
    await eventually('both', () => recalled().length === 2);
    expect(recalled()).toEqual([han, second]);
  });

  test('by the bot is neither changed nor taken back', async () => {
    const chat = await openGroup();
    const { id: message } = await answer({ id: chat, kind: 'group' });
    const touch = { chat, as: 'li', message };
    await expect(playground.takeBack(touch)).rejects.toMatchObject(refused('forbidden'));
    await expect(playground.edit({ ...touch, text: 'x' })).rejects.toMatchObject(refused('forbidden'));
  });
});

describe('a button', () => {
  test('brings who pressed it, and its token', async () => {
    const presses: ButtonPress[] = [];
    await platform.intake.start(async arrival => {
      if (arrival.kind !== 'press') return;
      presses.push(arrival.press);
      await arrival.press.answer('好');
    });
    const chat = await openGroup();
    const { id: message, buttons } = await answer({ id: chat, kind: 'group' });
    expect(buttons?.map(({ action }) => action)).toEqual(['retry', 'new']);
    const press = { chat, as: 'han', message, action: 'retry', token: 'token-1' } as const;
    expect(await playground.press(press)).toBe('好');
    expect(presses).toMatchObject([
      { platform: 'console', action: 'retry', token: 'token-1', sender: { id: 'han', name: 'Han' } },
    ]);
  });

  test('that no message has is not pressed, whatever token is made up', async () => {
    const arrivals = await listen();
    const chat = await openGroup();
    const { id: message } = await answer({ id: chat, kind: 'group' });
    const press = { chat, as: 'han', message, action: 'stop', token: 'token-2' } as const;
    await expect(playground.press(press)).rejects.toMatchObject(refused('unknown'));
    expect(arrivals.filter(({ kind }) => kind === 'press')).toEqual([]);
  });

  test('that is heard nowhere says nothing', async () => {
    const chat = await openGroup();
    const { id: message } = await answer({ id: chat, kind: 'group' });
    const press = { chat, as: 'han', message, action: 'new', token: 'token-1' } as const;
    expect(await playground.press(press)).toBeUndefined();
  });
});
