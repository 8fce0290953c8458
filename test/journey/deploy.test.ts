import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { sentences } from './answers.ts';
import { type BigTown, openBigTown } from './big-town.ts';
import type { BotProcess } from './bot-process.ts';
import type { Room, Somebody } from './corner.ts';
import { questionOf } from './town.ts';

/** How long an answer grows, by its question's number: every third outlives the grace by far. */
const sentencesIn = (question: string) => (Number(question.slice(2)) % 3 === 0 ? 60 : 20);
const chunkMs = 100;
const graceMs = 1500;
/** After the end of the grace, until the model is asked anew (the contract). */
const handOverMs = 5000;

/** A chat in which somebody has always something to ask. */
interface Talk {
  readonly platform: string;
  readonly room: Room;
  readonly people: readonly Somebody[];
  /** What was asked here, in order. */
  readonly asked: string[];
  /** Of the last question's message. */
  key?: string;
}

/** A process that was told to stop. */
interface Leaver {
  readonly bot: BotProcess;
  readonly toldAt: number;
}

let town: BigTown;
const talks: Talk[] = [];
/** Question by the key of its message. */
const questionOfKey = new Map<string, string>();

beforeAll(async () => {
  town = await openBigTown({
    ernie: { chunkMs },
    settings: { SHUTDOWN_GRACE_MS: String(graceMs), MODEL_QPS: '500' },
  });
  town.ernie.reply(prompt => {
    const question = numberIn(questionOf(prompt));
    return answerTo(question, callsFor(question).length);
  });
  for (const corner of town.corners) {
    const somebody = () => corner.person();
    for (let i = 0; i < 8; i += 1) {
      const who = somebody();
      talks.push({ platform: corner.platform, room: corner.direct(who), people: [who], asked: [] });
    }
    for (let i = 0; i < 2; i += 1) {
      const people = [somebody(), somebody(), somebody()];
      talks.push({ platform: corner.platform, room: corner.group(...people), people, asked: [] });
    }
  }
});
afterAll(() => town.close());

const numberIn = (text: string) => /问题\d+/.exec(text)?.[0] ?? '';
const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

const answerTo = (question: string, times: number) =>
  `${question}，第 ${times} 次回答。${sentences(sentencesIn(question))}`;

const callsFor = (question: string) =>
  town.ernie.calls.filter(
    ({ body }) => numberIn(questionOf(body as Parameters<typeof questionOf>[0])) === question,
  );

/** Asks where fewer than two questions wait, and the last has arrived: platforms promise no order over several connections. */
async function keepAsking(isOver: () => boolean): Promise<void> {
  let last = 1000;
  while (!isOver()) {
    for (const talk of talks) {
      const { platform, room, people, asked } = talk;
      const answered = room.shown().filter(message => message.isOver).length;
      const who = people[asked.length % people.length];
      if (asked.length - answered >= 2 || !who || !(await hasArrived(talk))) continue;
      last += 1;
      const question = `问题${last}`;
      asked.push(question);
      talk.key = `${platform}:${room.id}:${room.say(who, question)}`;
      questionOfKey.set(talk.key, question);
    }
    await delay(50);
  }
}

const hasArrived = async ({ key }: Talk) =>
  key === undefined || (await town.redis.exists(town.keys.seen(key))) === 1;

/** Starts another process, then tells an old one to stop. @returns once it has ended */
async function replace(old: BotProcess): Promise<Leaver> {
  await town.startBot();
  await eventually('an answer in the old process that outlives the grace', () =>
    old.log.some(({ event, message }) => {
      const question = questionOfKey.get(String(message));
      if (event !== 'turn.started' || question === undefined) return false;
      const call = callsFor(question).at(-1);
      if (call === undefined || call.endedAt !== undefined) return false;
      return call.time + sentencesIn(question) * chunkMs - Date.now() > 2 * graceMs;
    }),
  );
  const toldAt = Date.now();
  old.kill('SIGTERM');
  expect(await old.ended()).toBe(0);
  return { bot: old, toldAt };
}

/** Questions whose turns it handed over. */
const handedBack = ({ log }: BotProcess) =>
  log
    .filter(({ event }) => event === 'turn.handed-back')
    .map(({ message }) => questionOfKey.get(String(message)) ?? String(message));

/** How long after the end of its grace the model was asked anew for what it had begun to answer, ms. */
function takenOver({ bot, toldAt }: Leaver): number[] {
  const graceEnd = toldAt + graceMs;
  return handedBack(bot).flatMap(question => {
    const [first = 0, ...more] = callsFor(question).map(({ time }) => time);
    const next = more.find(time => time > graceEnd);
    return first < graceEnd && next !== undefined ? [next - graceEnd] : [];
  });
}

/** What is wrong in the chats. */
function wrongs(): string[] {
  return talks.flatMap(({ platform, room, asked }) => {
    const expected = asked.map(question => bare(answerTo(question, callsFor(question).length)));
    const found = room.shown().map(({ text }) => bare(text));
    const where = asked.findIndex((_, i) => found[i] !== expected[i]);
    if (where < 0 && found.length === asked.length) return [];
    const text = found.at(where) ?? '';
    return [
      `${platform}: ${found.length} of ${asked.length}; for ${asked.at(where)} ${text.length} ${text.slice(0, 30)}`,
    ];
  });
}

test('three processes are replaced one by one under load: nothing is lost, doubled or out of order', async () => {
  const old = await Promise.all([1, 2, 3].map(() => town.startBot()));
  let deployed = false;
  const asking = keepAsking(() => deployed);
  const leavers: Leaver[] = [];
  for (const bot of old) leavers.push(await replace(bot));
  deployed = true;
  await asking;

  const isAnswered = ({ room, asked }: Talk) =>
    room.shown().filter(({ isOver }) => isOver).length >= asked.length;
  await eventually('all answers', () => talks.every(isAnswered), 40_000);
  expect(wrongs()).toEqual([]);

  for (const leaver of leavers) {
    const tookMs = takenOver(leaver);
    expect(tookMs.length).toBeGreaterThan(0);
    expect(Math.max(...tookMs)).toBeLessThan(handOverMs);
  }

  // Begun anew once for each process that gave it back, and for no other reason.
  const given = leavers.flatMap(({ bot }) => handedBack(bot));
  const timesGiven = (question: string) => given.filter(each => each === question).length;
  const tooOften = [...questionOfKey.values()].filter(
    question => callsFor(question).length > 1 + timesGiven(question),
  );
  expect(tooOften).toEqual([]);
}, 180_000);
