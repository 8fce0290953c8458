import { expect, test } from 'vitest';
import { parse as parseDingtalk } from '../../adapters/dingtalk/parse.ts';
import { parse as parseFeishu } from '../../adapters/feishu/parse.ts';
import { envelope } from '../../adapters/feishu/wire.ts';
import { updateReader } from '../../adapters/telegram/intake/read-update.ts';
import { messages } from '../../proof/fuzz/recorded/dingtalk.ts';
import { bot, events } from '../../proof/fuzz/recorded/feishu.ts';
import { updates } from '../../proof/fuzz/recorded/telegram.ts';

/** A recorded payload in which this field is another, wherever it stands. */
const withField = (payload: unknown, name: string, value: unknown): unknown =>
  JSON.parse(JSON.stringify(payload), (key, before) => (key === name ? value : before));

const impossible = [1e308, 8.64e15 + 1, -1, 0.5, '9'.repeat(400), '-1', 'now', null];

test.each(impossible)('a message that was sent at %s is none, on any platform', time => {
  expect(parseDingtalk(withField(messages[0], 'createAt', time))).toBe('malformed');

  const event = withField(events[0], 'create_time', time);
  const { arrival } = parseFeishu(envelope.parse(event), bot, async () => {});
  expect(arrival).toMatchObject({ kind: 'nothing' });

  const read = updateReader({ id: 900, username: 'ernie_bot' }, async () => {});
  const direct = updates.find(update => JSON.stringify(update).includes('"private"'));
  expect(read(withField(direct, 'date', time))?.arrival).toMatchObject({ kind: 'nothing' });
});

test('a press of a button without an id is none', () => {
  const read = updateReader({ id: 900, username: 'ernie_bot' }, async () => {});
  const press = updates.find(update => JSON.stringify(update).includes('callback_query'));
  expect(read(press)?.arrival).toMatchObject({ kind: 'press' });
  const nameless = JSON.parse(JSON.stringify(press));
  nameless.callback_query.id = '';
  expect(read(nameless)?.arrival).toMatchObject({ kind: 'nothing' });
});
