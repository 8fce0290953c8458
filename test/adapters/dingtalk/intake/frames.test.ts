import { describe, expect, it } from 'vitest';
import { acknowledge, readFrame } from '../../../../adapters/dingtalk/intake/frames.ts';

const frame = (type: string, topic: string, data: string) => ({
  specVersion: '1.0',
  type,
  headers: {
    appId: 'a-1',
    connectionId: 'c-1',
    contentType: 'application/json',
    messageId: 'm1',
    time: '1700000000000',
    topic,
  },
  data,
});
const read = (type: string, topic: string, data: string) =>
  readFrame(JSON.stringify(frame(type, topic, data)));
const acknowledged = (code: number, message: string, data: string) => ({
  kind: 'notice',
  acknowledgement: JSON.stringify({
    code,
    headers: { contentType: 'application/json', messageId: 'm1' },
    message,
    data,
  }),
});

describe('a frame', () => {
  it('with a message brings what is in its string', () => {
    expect(read('CALLBACK', '/v1.0/im/bot/messages/get', '{"msgId":"msg1"}')).toEqual({
      kind: 'message',
      id: 'm1',
      payload: { msgId: 'msg1' },
    });
  });

  it('with a pressed button too, and nothing where that is no JSON', () => {
    expect(read('CALLBACK', '/v1.0/card/instances/callback', '{')).toEqual({
      kind: 'press',
      id: 'm1',
      payload: undefined,
    });
  });

  it('that pings gets its own words back', () => {
    expect(read('SYSTEM', 'ping', '{"opaque":"x"}')).toEqual(acknowledged(200, 'OK', '{"opaque":"x"}'));
  });

  it('that says farewell is answered so too', () => {
    expect(read('SYSTEM', 'disconnect', '{"reason":"r"}')).toEqual({
      ...acknowledged(200, 'OK', '{"reason":"r"}'),
      kind: 'farewell',
    });
  });

  it('with an event of a group brings it, by an id and a time that are the same when it comes again', () => {
    const { headers, ...rest } = frame('EVENT', '*', '{"openConversationId":"cid1"}');
    const event = (more: object) => readFrame(JSON.stringify({ ...rest, headers: { ...headers, ...more } }));
    const told = { kind: 'membership', id: 'm1', payload: { openConversationId: 'cid1' } };
    const eventType = 'chat_disband';
    expect(event({ eventType, eventId: 'e1' })).toEqual({ ...told, eventType, eventId: 'e1' });
    for (const eventBornTime of ['1700000000000', 1_700_000_000_000])
      expect(event({ eventType, eventBornTime })).toMatchObject({ bornAt: 1_700_000_000_000 });
    for (const eventBornTime of ['yesterday', '', null, {}, 0, '0'])
      expect(event({ eventType, eventBornTime })).toMatchObject({ bornAt: undefined });
    expect(event({ eventType })).toEqual({ ...told, eventType, eventId: 'm1' });
    expect(event({ eventType: 'user_add_org', eventId: 'e1' })).toEqual(
      acknowledged(200, 'OK', '{"status":"SUCCESS"}'),
    );
  });

  it.each([
    ['SYSTEM', 'CONNECTED', '{}', 200, 'OK', '{}'],
    ['SYSTEM', 'something new', '', 200, 'OK', ''],
    ['EVENT', '*', '{}', 200, 'OK', '{"status":"SUCCESS"}'],
    ['CALLBACK', '/v1.0/graph/api/invoke', '{}', 404, 'not implemented', '{}'],
    ['CALLBACK', 'constructor', '{}', 404, 'not implemented', '{}'],
  ])('of %s %s is only acknowledged', (type, topic, data, code, message, answer) => {
    expect(read(type, topic, data)).toEqual(acknowledged(code, message, answer));
  });

  it.each([
    '',
    'no json',
    'null',
    '[]',
    '{"type":"SYSTEM"}',
    '{"type":"SYSTEM","headers":{"topic":"ping"},"data":"x"}',
    JSON.stringify(frame('SURPRISE', 'ping', '{}')),
  ])('that is none means nothing: %s', text => {
    expect(readFrame(text)).toEqual({ kind: 'noise' });
  });
});

it('an acknowledgement that refuses says so', () => {
  expect(JSON.parse(acknowledge('m2', '{}', 400))).toMatchObject({ code: 400, message: 'bad request' });
});
