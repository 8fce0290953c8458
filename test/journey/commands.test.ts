import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inFlight } from '../../bench/support/in-flight.ts';
import { openAudit } from '../../src/commands/audit.ts';
import { whoMay } from '../../src/commands/command.ts';
import { commandTable, finder } from '../../src/commands/table.ts';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { type CommandName, type Locale, locales, wordingFor } from '../../src/wording/index.ts';
import { call, direct, idle } from '../commands/support.ts';
import { tableOf } from '../support/command-page.ts';
import { type BigTown, openBigTown } from './big-town.ts';
import { type CommandRow, commandRows, isGroupItself, type Scene } from './command-rows.ts';
import { adminId, type Corner, type Room, type Somebody } from './corner.ts';

const commands = commandTable(idle);

/** A command as docs/commands.md tells of it. */
interface Documented {
  readonly name: CommandName;
  /** All its names, each with its slash. */
  readonly names: readonly string[];
  may(kind: Room['kind'], role: Scene['role']): boolean;
}

const documented: readonly Documented[] = tableOf('commands.md')
  .slice(1)
  .map(([name = '', aliases = '', alone, member, manager, admin]) => ({
    name: name.replaceAll(/[`/]/g, '') as CommandName,
    names: [...`${name} ${aliases}`.matchAll(/`(.*?)`/g)].map(([, typed = '']) => typed),
    may(kind, role) {
      const inGroup = { member, 'chat-admin': manager, admin }[role];
      return (kind === 'direct' && role !== 'admin' ? alone : inGroup) !== '–';
    },
  }));

/** What is typed in a scene, and what must come of it. */
interface Turn {
  readonly scene: Scene;
  readonly typed: string;
  readonly says: string;
  readonly countsAll?: boolean | undefined;
  /** What `/help` must list. */
  readonly lists?: readonly string[];
  /** What the audit log must have of it: the command and the result; absent: nothing. */
  readonly noted?: string | undefined;
}

const platforms = Object.keys(adminId) as Corner['platform'][];
const corners = platforms.flatMap(platform => locales.map(locale => [platform, locale] as const));
/** No command has more names, and each takes an admin of its own; one more makes mistakes. */
const adminsEach = 5;
const towns = new Map<Locale, BigTown>();
let redis: Redis;

beforeAll(async () => {
  redis = connect(inject('redisUrl'), 'patient', () => {});
  const open = async (locale: Locale) => {
    const town = await openBigTown({
      admins: documented.length * adminsEach,
      settings: { LOCALE: locale },
    });
    towns.set(locale, town);
    await town.startBot();
    // What a platform bills is told from its first call on.
    await Promise.all(
      town.corners.map(corner => {
        const somebody = corner.person();
        return corner.direct(somebody).ask(somebody, '/start');
      }),
    );
  };
  await Promise.all(locales.map(open));
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all([...towns.values()].map(town => town.close()));
});

function cornerOf(platform: Corner['platform'], locale: Locale): Corner {
  const corner = towns.get(locale)?.corners.find(each => each.platform === platform);
  if (!corner) throw new Error(`no town speaks ${locale}`);
  return corner;
}

/** A number that is used for nothing else. */
const fresh = (() => {
  let last = 800_000_000;
  return () => (last += 1);
})();

function turnFor(scene: Scene, command: Documented, typed: string, row: CommandRow): Turn {
  const { words, room, role } = scene;
  const name = `/${command.name}`;
  const may = command.may(room.kind, role);
  const who = documentedFor(command);
  const code = finder(commands)(command.name);
  const isForMembers =
    code === undefined || whoMay(code, call(room.kind === 'direct' ? { message: direct } : {})) === 'member';
  const audited = `${name} ${row.audit?.(scene) ?? ''}`.trim();
  return {
    scene,
    typed: `${typed} ${row.args?.(scene) ?? ''}`.trim(),
    says: may ? row.says(scene) : words.commands.refused(who),
    countsAll: row.countsAll,
    ...(command.name === 'help' && {
      lists: documented.filter(each => each.may(room.kind, role)).map(each => each.name),
    }),
    noted: may && isForMembers ? undefined : `${audited} ${may ? 'done' : 'refused'}`,
  };
}

/** Who may use in a group what not everybody may. */
const documentedFor = (command: Documented) => (command.may('group', 'chat-admin') ? 'chat-admin' : 'admin');

/** One name of a command, in a direct chat and in a group, by everybody who may or may not; those of one list follow each other. */
function turnsOf(
  corner: Corner,
  locale: Locale,
  command: Documented,
  typed: string,
  number: number,
): Turn[][] {
  const row = commandRows[command.name];
  const { platform } = corner;
  const [somebody, member, manager] = [corner.person(), corner.person(), corner.person(undefined, true)];
  const admin = corner.person(adminId[platform](number));
  const group = corner.group(admin, member, manager);
  const turn = (room: Room, who: Somebody, role: Scene['role']) => {
    const other = `${platform}:${fresh()}`;
    const scene = { platform, locale, words: wordingFor(locale), room, who, role, other };
    return turnFor(scene, command, typed, row);
  };
  return [
    [turn(corner.direct(somebody), somebody, 'chat-admin')],
    [turn(corner.direct(admin), admin, 'admin')],
    [
      turn(group, member, 'member'),
      turn(group, manager, 'chat-admin'),
      turn(group, admin, 'admin'),
      // Telegram lets a group's admins speak as the group.
      ...(platform === 'telegram' ? [turn(group, { id: group.id, name: '' }, 'chat-admin')] : []),
    ],
  ];
}

/** Letters and digits, or letters alone: each platform shows Markdown in its own way. */
const bare = (text: string, lettersAlone = false) =>
  text.replaceAll(lettersAlone ? /\P{L}+/gu : /[^\p{L}\p{N}]+/gu, '');
const inShort = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 160);
const listedIn = (text: string) =>
  [...text.replaceAll('\\', '').matchAll(/^\W*\/([a-z-]+)/gm)].map(([, name = '']) => name);

/** Types it and reads the answer. @returns what is wrong with it, in few words */
async function play({ scene, typed, says, countsAll, lists }: Turn): Promise<string[]> {
  const { platform, locale, room, who, role } = scene;
  const { text } = await room.ask(who, typed, { anonymous: isGroupItself(scene) });
  const place = `${platform}, ${locale}, ${room.kind}, ${role}: ${inShort(typed)}`;
  if (lists) {
    const [seen, all] = [listedIn(text).toSorted().join(' '), lists.toSorted().join(' ')];
    return bare(text).startsWith(bare(says)) && seen === all ? [] : [`${place} → ${seen}; not ${all}`];
  }
  return bare(text, countsAll) === bare(says, countsAll)
    ? []
    : [`${place} → ${inShort(text)}; not ${inShort(says)}`];
}

/** Compares what the audit log has of each turn with what it must have. */
async function compareAudit(turns: readonly Turn[], locale: Locale): Promise<string[]> {
  const { prefix = '' } = towns.get(locale) ?? {};
  const entries = await openAudit(redis, keysFor(prefix)).recent(Number.POSITIVE_INFINITY);
  return turns.flatMap(({ scene: { platform, who, room }, typed, noted }) => {
    const [person, place] = [`${platform}:${who.id}`, `${platform}:${room.id}`];
    const found = entries
      .filter(entry => entry.who === person && entry.where === place)
      .map(({ what, result }) => `${what} ${result}`);
    // What a slow Redis made fail was tried again, and the log tells of each, the last one first.
    const isRepeated = found[0] === noted && found.some(result => result.endsWith(' failed'));
    return isRepeated || found.join() === (noted ?? '')
      ? []
      : [`${person} in ${place}, ${typed} → ${found}; not ${noted}`];
  });
}

/** So many people type at a time on one platform: where all do, the last one waits for longer than anybody looks. */
const typingAtOnce = 20;

async function playAll(lists: readonly (readonly Turn[])[], locale: Locale): Promise<void> {
  const wrong: string[] = [];
  await inFlight(lists.length, typingAtOnce, async number => {
    for (const turn of lists[number] ?? []) wrong.push(...(await play(turn)));
  });
  expect(wrong.slice(0, 10)).toEqual([]);
  expect((await compareAudit(lists.flat(), locale)).slice(0, 10)).toEqual([]);
}

test('each command of the code stands in the documents, and has a row here', () => {
  const names = commands.map(({ name }) => name).toSorted();
  expect(documented.map(({ name }) => name).toSorted()).toEqual(names);
  expect(Object.keys(commandRows).toSorted()).toEqual(names);
});

describe('each command, by each of its names, in a direct chat and a group, for members and for admins', () => {
  test.concurrent.each(corners)(
    'on %s, in %s',
    async (platform, locale) => {
      const corner = cornerOf(platform, locale);
      const lists = documented.flatMap((command, i) =>
        // What waits in the queue would be seen by others: see below.
        command.name === 'retry'
          ? []
          : command.names.flatMap((typed, variant) =>
              turnsOf(corner, locale, command, typed, i * adminsEach + variant + 1),
            ),
      );
      await playAll(lists, locale);
    },
    150_000,
  );
});

describe('beside that', () => {
  test.concurrent.each(corners)(
    'what is not understood is answered by how it is used, and noted as such, on %s, in %s',
    async (platform, locale) => {
      const corner = cornerOf(platform, locale);
      const lists = documented.flatMap((command, i) => {
        const { mistake } = commandRows[command.name];
        const who = corner.person(adminId[platform]((i + 1) * adminsEach));
        const room = corner.direct(who);
        const words = wordingFor(locale);
        const scene: Scene = { platform, locale, words, room, who, role: 'admin', other: '' };
        const isNoted = !command.may('group', 'member');
        return mistake
          ? [
              [
                {
                  scene,
                  typed: `/${command.name} ${mistake.args}`,
                  says: mistake.says(words),
                  noted: isNoted ? `/${command.name} ? not-understood` : undefined,
                },
              ],
            ]
          : [];
      });
      await playAll(lists, locale);
    },
  );

  test.concurrent.each(corners)(
    '/retry where nothing was asked says so, on %s, in %s',
    async (platform, locale) => {
      const corner = cornerOf(platform, locale);
      const lists = documented.flatMap((command, i) =>
        command.name === 'retry'
          ? command.names.flatMap((typed, variant) =>
              turnsOf(corner, locale, command, typed, i * adminsEach + variant + 1),
            )
          : [],
      );
      await playAll(lists, locale);
    },
  );

  test.concurrent.each(corners)(
    'after /language each command speaks the other language there, on %s that speaks %s',
    async (platform, locale) => {
      const corner = cornerOf(platform, locale);
      const chosen: Locale = locale === 'en' ? 'zh-CN' : 'en';
      const words = wordingFor(chosen);
      const wrong = documented.map(async command => {
        const who = corner.person();
        const room = corner.direct(who);
        await room.ask(who, `/language ${chosen}`);
        const other = `${platform}:${fresh()}`;
        const scene: Scene = { platform, locale: chosen, words, room, who, role: 'chat-admin', other };
        return play(turnFor(scene, command, `/${command.name}`, commandRows[command.name]));
      });
      expect((await Promise.all(wrong)).flat().slice(0, 10)).toEqual([]);
    },
  );
});
