import { afterEach, expect, inject, test } from 'vitest';
import { playground as adapter } from '../../adapters/console/index.ts';
import { readSettings } from '../../src/config/read.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { openWorld } from '../adapters/world.ts';
import { eventually } from '../support/eventually.ts';
import { echo, sentences } from './answers.ts';
import { type BigTown, openBigTown } from './big-town.ts';
import type { BotProcess } from './bot-process.ts';
import { type CommandRow, commandRows } from './command-rows.ts';
import { adminId, type Corner, type Room, type Somebody } from './corner.ts';
import { questionOf } from './town.ts';

const words = wordingFor('zh-CN');
const consoleSettings = { CONSOLE_TOKEN: 'sixteen-characters' };

let town: BigTown;
const closes: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
  await town.close();
});

/** The names of all keys that are there, without what all begin with. */
async function names(): Promise<string[]> {
  const { redis, prefix, keys } = town;
  const found = await redis.keys(`${prefix}:*`);
  return found.map(key => key.replace(`${keys.base}:`, '').replace(`${prefix}:`, '')).sort();
}

/** Lets every life end. */
async function passTime(): Promise<void> {
  const { redis, prefix } = town;
  const mortal = async () => {
    const all = await redis.keys(`${prefix}:*`);
    const lives = await Promise.all(all.map(key => redis.pttl(key)));
    return all.filter((_, i) => (lives[i] ?? -1) >= 0);
  };
  await eventually('every life to end', async () => {
    const left = await mortal();
    await Promise.all(left.map(key => redis.pexpire(key, 1)));
    return left.length === 0;
  });
}

/** What people do with the bot on one platform. */
async function playDay(corner: Corner): Promise<void> {
  const { platform } = corner;
  const admins = [1, 2, 3].map(number => corner.person(adminId[platform](number)));
  const [admin] = admins as [Somebody];
  const [friend, stranger, loud] = [corner.person('77'), corner.person(), corner.person('78')];
  const desk = corner.direct(admin);
  const group = corner.group(admin, friend);
  const chat = corner.direct(friend);

  await chat.ask(friend, '今天星期几');
  await chat.ask(friend, '明天呢');
  chat.say(friend, '/retry');
  await corner.direct(stranger).ask(stranger, '在吗');
  // Refused without another word: a stranger is told once a day.
  corner.direct(stranger).say(stranger, '/pause all');
  await stopOne(chat, friend);

  // A chat bears twenty messages a minute.
  const rows = Object.entries(commandRows);
  const share = Math.ceil(rows.length / admins.length);
  for (const [i, who] of admins.entries()) {
    await giveOrders(platform, corner.direct(who), who, rows.slice(i * share, (i + 1) * share));
  }
  await giveOrders(platform, group, admin, rows.slice(0, share));

  await group.ask(friend, '大家好');
  await desk.ask(admin, `/quota user:${platform}:${loud.id} 1 replies day`);
  const loudly = corner.direct(loud);
  await loudly.ask(loud, '一');
  await loudly.ask(loud, '二');
  await desk.ask(admin, `/ban user:${platform}:${loud.id} 1h`);
  await loudly.ask(loud, '三');
  await group.ask(admin, '/pause');
  await group.ask(friend, '有人吗');
  await chat.ask(friend, '/forget-me confirm');
}

/** Somebody who may all types commands. */
async function giveOrders(
  platform: Corner['platform'],
  room: Room,
  who: Somebody,
  rows: readonly [string, CommandRow][],
): Promise<void> {
  const other = `${platform}:nobody`;
  const scene = { platform, room, words, who, role: 'admin', locale: 'zh-CN', other } as const;
  for (const [name, { args }] of rows) await room.ask(who, `/${name} ${args?.(scene) ?? ''}`.trim());
}

/** Asks for something long, and stops it. */
async function stopOne(room: Room, who: Somebody): Promise<void> {
  const before = room.shown().length;
  room.say(who, '说长一点');
  await eventually('a growing answer', () => room.shown()[before]?.text.includes('第2句'));
  await room.ask(who, '/stop');
}

/** Somebody logs in to the console, somebody else tries to, and the playground is used. */
async function playConsole(port: number): Promise<void> {
  for (const [token, status] of [
    ['wrong', 401],
    [consoleSettings.CONSOLE_TOKEN, 200],
  ] as const) {
    const origin = `http://127.0.0.1:${port}`;
    const answer = await fetch(`${origin}/console/login`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', 'x-yanqiao': '1' },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(status);
  }
  const { world, close } = openWorld(inject('redisUrl'), { prefix: town.prefix });
  const platform = await adapter.create(readSettings(consoleSettings, [adapter.settings]), world);
  closes.push(() => platform.close(), close);
  const { playground } = platform;
  await playground?.chats();
  await playground?.say({ chat: 'ada', as: 'ada', text: '你好' });
  await eventually('the answer in the playground', async () =>
    (await playground?.messages('ada'))?.some(({ from, state }) => from === 'bot' && state === 'done'),
  );
}

/** Waits until there is nothing more to do. */
const nothingToDo = () =>
  eventually('nothing to be done', async () => {
    const { redis, keys } = town;
    const lists = ['errands', 'turns'].flatMap(queue =>
      ['wait', 'active', 'delayed'].map(state => `${keys.queues}:${queue}:${state}`),
    );
    return (await redis.exists(keys.pending, ...lists)) === 0;
  });

async function stop(bot: BotProcess): Promise<void> {
  bot.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
}

test('after a rich day, once every life has ended, there is what was there before and what admins have set', async () => {
  town = await openBigTown({
    admins: 3,
    ernie: { chunkMs: 50 },
    settings: {
      ...consoleSettings,
      ALLOWED_USERS: Object.keys(adminId)
        .flatMap(each => ['77', '78', '79'].map(id => `${each}:${id}`))
        .join(),
    },
  });
  town.ernie.reply(prompt => (questionOf(prompt).includes('长') ? sentences(200) : echo(prompt)));
  await stop(await town.startBot());
  await passTime();
  const before = await names();
  expect(before).toEqual(['identities', 'queue:errands:meta', 'queue:turns:meta', 'schema']);

  const killed = await town.startBot();
  for (const corner of town.corners) {
    const patient = corner.person('79');
    corner.direct(patient).say(patient, '说长一点');
  }
  await eventually('three answers to be begun', () => town.ernie.calls.length === 3);
  killed.kill('SIGKILL');
  const bot = await town.startBot();
  await Promise.all([...town.corners.map(playDay), playConsole(bot.port)]);
  await nothingToDo();
  await stop(bot);

  const settings = (await names()).filter(name => name.startsWith('chat:'));
  expect(settings).toHaveLength(town.corners.length);
  await passTime();
  const ruled = ['access', 'audit', 'bans', 'directs', 'paused', 'quotas', ...settings];
  const counted = ['errands', 'turns'].flatMap(queue => [`queue:${queue}:events`, `queue:${queue}:id`]);
  expect(await names()).toEqual([...before, ...ruled, ...counted].sort());

  const { redis, keys } = town;
  for (const queue of ['errands', 'turns']) {
    expect(await redis.xlen(`${keys.queues}:${queue}:events`)).toBeLessThanOrEqual(200);
  }
}, 180_000);
