import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { type StopRequest, stopping } from '../../src/conversation/stop.ts';
import { messageKey } from '../../src/message.ts';
import { eventually } from '../support/eventually.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let mailbox: Mailbox;
const later = Date.now() + 60_000;
const by = (person: string, changes: Partial<StopRequest> = {}): StopRequest => ({
  by: person,
  isAdmin: false,
  before: later,
  ...changes,
});
beforeEach(() => {
  space = openSpace();
  mailbox = openMailbox(space.redis, space.keys, { queueLimit: 20, conversationTtlMs: 60_000 });
});
afterEach(() => space.close());

const stop = (request: StopRequest) => stopping(space.redis, space.keys, mailbox)('c', request);
async function ask(person: string) {
  const message = aMessage({ sender: { id: person, name: person } });
  await mailbox.accept('c', { message, retry: false });
  return messageKey(message);
}
const begin = () => beginTurns(space.redis, space.keys, 60_000, systemClock)('c');

test('the asker stops the running answer, and whoever makes it hears of it', async () => {
  const heard: string[] = [];
  const listener = space.connect();
  await listener.subscribe(space.keys.stops);
  listener.on('message', (_channel, text) => heard.push(text));
  const key = await ask('li');
  const turn = await begin();
  expect(await stop(by('li'))).toBe('stopped');
  await eventually('the order', () => heard.length > 0);
  expect(JSON.parse(heard[0] as string)).toEqual({ conversation: 'c', messageKey: key });
  expect(await turn?.hold()).toBe('stop');
});

test('an order reaches the answer also when its worker was killed', async () => {
  await ask('li');
  await begin();
  await stop(by('li'));
  expect((await begin())?.fields['stop']).toBe('stop');
});

test('another member is refused, an admin is not', async () => {
  await ask('li');
  await begin();
  expect(await stop(by('wang'))).toBe('not-yours');
  expect(await stop(by('wang', { isAdmin: true }))).toBe('stopped');
});

test('a question that waits behind others is withdrawn, and theirs stay', async () => {
  await ask('li');
  await ask('wang');
  await begin();
  expect(await stop(by('wang'))).toBe('withdrawn');
  expect((await mailbox.waiting('c')).questions.map(({ message }) => message.sender.id)).toEqual(['li']);
});

test('nothing is stopped that was asked after the order was given', async () => {
  await ask('li');
  await begin();
  expect(await stop(by('li', { before: Date.now() - 60_000 }))).toBe('nothing');
});

test('a button stops only the answer that it belongs to', async () => {
  const first = await ask('li');
  const second = await ask('li');
  await begin();
  expect(await stop(by('li', { message: second }))).toBe('withdrawn');
  expect(await stop(by('li', { message: first }))).toBe('stopped');
});

/** Orders a stop while something happens between its look at the mailbox and what it does about it. */
const stopMeanwhile = (request: StopRequest, meanwhile: () => Promise<unknown>) =>
  stopping(space.redis, space.keys, {
    ...mailbox,
    async waiting(conversation) {
      const seen = await mailbox.waiting(conversation);
      await meanwhile();
      return seen;
    },
  })('c', request);

test('a question whose answer begins just as it is to be withdrawn is stopped', async () => {
  await ask('li');
  let turn: Awaited<ReturnType<typeof begin>>;
  const result = await stopMeanwhile(by('li'), async () => {
    turn = await begin();
  });
  expect([result, await turn?.hold()]).toEqual(['stopped', 'stop']);
});

test('whoever stops an answer of theirs that ends at that moment is not told that it is not theirs', async () => {
  await ask('li');
  const turn = await begin();
  const end = async () => turn?.settle({ history: 'nothing', counts: [] });
  expect(await stopMeanwhile(by('li'), end)).toBe('nothing');
});
