import { expect, test } from 'vitest';
import { chatKey, chatOf, conversationOf, type IncomingMessage } from '../src/message.ts';
import { aMessage } from './support/messages.ts';

test.each<[string, Partial<IncomingMessage>]>([
  ['a direct chat', {}],
  ['a group', { chat: { id: '-100', kind: 'group' } }],
  ['a topic of a group', { chat: { id: 'oc_1', kind: 'group' }, topic: 'omt_1' }],
  ["a person with colons in the id, in DingTalk's way", { sender: { id: '$:LWCP_v1:$a==', name: '小李' } }],
  ['such a person in a group', { chat: { id: 'cid/+==', kind: 'group' }, sender: { id: '$:L:$', name: '' } }],
])('from the conversation of %s its chat can be told', (_what, changes) => {
  const message = aMessage(changes);
  for (const memory of ['chat', 'member'] as const) {
    expect(chatOf(conversationOf(message, memory))).toBe(chatKey(message));
  }
});
