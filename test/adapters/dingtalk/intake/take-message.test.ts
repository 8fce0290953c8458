import { describe, expect, it } from 'vitest';
import { messageTaker } from '../../../../adapters/dingtalk/intake/take-message.ts';

type Step = 'keep' | 'note' | 'meet' | 'accept';

/** What happens to one message, in its order. */
async function take(changes: object, refuse?: Step) {
  const done: unknown[] = [];
  const step =
    (name: Step) =>
    async (...words: unknown[]) => {
      if (name === refuse) throw new Error('Redis is away');
      done.push([name, ...words]);
    };
  const takeMessage = messageTaker(
    {
      sessions: { keep: step('keep') },
      admins: { note: step('note') },
      acquaintances: { note: step('meet'), idOf: async () => undefined },
    },
    async () => step('accept')(),
  );
  const payload = {
    msgId: 'msg-1',
    msgtype: 'text',
    text: { content: '你好' },
    createAt: 1,
    conversationType: '1',
    conversationId: 'cid1',
    senderStaffId: 'staff1',
    isAdmin: true,
    sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s1',
    sessionWebhookExpiredTime: 2,
    ...changes,
  };
  const taken = await takeMessage(payload).catch((error: unknown) => String(error));
  return { taken, done };
}

const url = 'https://oapi.dingtalk.com/robot/sendBySession?session=s1';

describe('before a message is accepted', () => {
  it('it is kept where to answer: in a direct chat for its person too', async () => {
    expect(await take({})).toEqual({
      taken: 'taken',
      done: [['keep', ['cid1', 'staff1'], url, 2], ['note', 'staff1', true], ['accept']],
    });
  });

  it('it is kept where to answer: in a group for the chat alone', async () => {
    const { done } = await take({ conversationType: '2', isInAtList: true, isAdmin: false });
    expect(done).toEqual([['keep', ['cid1'], url, 2], ['note', 'staff1', false], ['accept']]);
  });

  it('nothing is kept of one that is not for the bot', async () => {
    expect((await take({ conversationType: '2' })).done).toEqual([['accept']]);
  });

  it('nothing is kept that it does not tell', async () => {
    expect((await take({ sessionWebhook: undefined, isAdmin: undefined })).done).toEqual([['accept']]);
  });

  it('it is kept who an encrypted id is, also of an outsider', async () => {
    const senderId = '$:LWCP_v1:$abc';
    expect((await take({ senderId })).done).toContainEqual(['meet', senderId, 'staff1']);
    const { done } = await take({ senderId, senderStaffId: undefined });
    expect(done).toContainEqual(['meet', senderId, senderId]);
  });

  it.each(['keep', 'note', 'meet', 'accept'] as const)(
    'a Redis that is away (%s) makes it come again',
    async what => {
      const { taken, done } = await take({ senderId: '$:LWCP_v1:$abc' }, what);
      expect(taken).toBe('Error: Redis is away');
      expect(done).not.toContainEqual(['accept']);
    },
  );
});

it('what is no message is neither kept nor accepted', async () => {
  expect(await take({ msgId: undefined })).toEqual({ taken: 'malformed', done: [] });
});
