import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../src/commands/command.ts';
import { usageCommand } from '../../../src/commands/person/usage.ts';
import { quotaCommand } from '../../../src/commands/quota/quota.ts';
import { auditQuotaOrder, parseLimit, parseQuotaOrder } from '../../../src/commands/quota/quota-order.ts';
import { call, direct, idle, said, words } from '../support.ts';

const platforms = new Set(['telegram', 'feishu', 'dingtalk']);
const li = { subject: 'user:telegram:42', name: '老李' };
const hourly = { what: 'replies', span: 'hour', limit: 20 };

function order(args: string, message: Partial<Call['message']> = {}) {
  return parseQuotaOrder(call({ args, message }), platforms);
}

describe('a limit is a number, of what, and in which time', () => {
  test.each([
    ['20 replies hour', 'replies', 'hour', 20],
    ['1 reply per day', 'replies', 'day', 1],
    ['200,000 Tokens/day', 'tokens', 'day', 200_000],
    ['each hour 5k tokens', 'tokens', 'hour', 5000],
    ['2m tokens a day', 'tokens', 'day', 2_000_000],
    ['20 条 小时', 'replies', 'hour', 20],
    ['每小时20条回答', 'replies', 'hour', 20],
    ['每天最多 20万 个令牌', 'tokens', 'day', 200_000],
    ['50回复，每天', 'replies', 'day', 50],
  ])('%s', (text, what, span, limit) => {
    expect(parseLimit(text)).toEqual({ what, span, limit });
  });

  test.each([
    '',
    '20',
    '20 replies',
    'replies hour',
    '20 hour',
    '0 replies hour',
    '-5 replies hour',
    '1.5 replies hour',
    '20 30 replies hour',
    '20 replies hour day',
    '20 replies tokens hour',
    '20 replies 2 hours',
    '20 replies hourglass',
    '20 replies hour!',
    '9999999999999 replies hour',
  ])('but not: %s', text => {
    expect(parseLimit(text)).toBeUndefined();
  });

  test('whatever is written, it is a limit that can be kept, or none', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'replies',
        'tokens',
        '条',
        '令牌',
        'hour',
        '天',
        '每',
        '万',
        'k',
        ' ',
        ',',
        '20',
        '3,000',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const limit = parseLimit(pieces.join(' '));
        expect(limit === undefined || (Number.isSafeInteger(limit.limit) && limit.limit > 0)).toBe(true);
      }),
    );
  });
});

describe('a quota is for', () => {
  const limit = hourly;
  test.each([
    ['everyone 20 replies hour', 'everyone'],
    ['每人 20 条 小时', 'everyone'],
    ['all 20 replies hour', 'all'],
    ['全部 20 条 小时', 'all'],
    ['chat 20 replies hour', { subject: 'chat:telegram:-100' }],
    ['这里 20 条 小时', { subject: 'chat:telegram:-100' }],
    ['user:feishu:ou_1 20 条 小时', { subject: 'user:feishu:ou_1' }],
    ['chat:telegram:-7 20 条 小时', { subject: 'chat:telegram:-7' }],
    ['123 20 条 小时', { subject: 'user:telegram:123' }],
    ['@老李 20 条 小时', li],
  ])('%s', (args, owner) => {
    const mentions = args.startsWith('@') ? [{ id: '42', name: '老李' }] : [];
    expect(order(args, { mentions })).toEqual({ kind: 'set', owner, limit });
  });

  test('who wrote the message that is answered', () => {
    const quoted = { text: '再来', fromBot: false, senderId: '42', senderName: '老李' };
    expect(order('20 条 小时', { quoted })).toEqual({ kind: 'set', owner: li, limit });
    expect(order('clear', { quoted })).toEqual({ kind: 'clear', owner: li });
  });

  test('nobody whom the platform tells no id of, and nobody at all', () => {
    expect(order('@zhao 20 条 小时')).toEqual({ kind: 'unknown-name', name: 'zhao' });
    for (const args of ['20 条 小时', 'everyone', 'everyones 20 replies hour', 'all 20', '快点']) {
      expect(order(args)).toEqual({ kind: 'not-understood' });
    }
  });
});

test('the audit log has whom it was about and how much, and nothing that somebody wrote', () => {
  const shown = (args: string) => auditQuotaOrder(order(args, { mentions: [{ id: '42', name: '老李' }] }));
  expect(shown('@老李 20 条 小时')).toBe('user:telegram:42 20 replies hour');
  expect(shown('everyone clear')).toBe('everyone clear');
  expect(shown('')).toBe('');
  expect(shown('@zhao 把他关掉')).toBe('?');
  expect(shown('把他关掉')).toBe('?');
});

/** What `/quota` did, and said. */
async function run(args: string, message: Partial<Call['message']> = {}) {
  const did: unknown[] = [];
  const command = quotaCommand({
    ...idle,
    platformNames: platforms,
    isAdmin: person => person === 'telegram:1',
    quotas: {
      ...idle.quotas,
      set: async (...given) => void did.push(given),
      clear: async subject => did.push(subject) > 0,
    },
  });
  return { text: await said(command, call({ args, message, role: 'admin' })), did };
}

test('a quota is set and cleared, and told as it holds from now on', async () => {
  const set = await run('everyone 50 replies day');
  expect(set.did).toEqual([['everyone', { what: 'replies', span: 'day', limit: 50 }]]);
  expect(set.text).toBe(words.quota.set('everyone', { what: 'replies', span: 'day', limit: 50 }));
  const cleared = await run('chat clear');
  expect(cleared).toEqual({
    text: words.quota.cleared({ subject: 'chat:telegram:-100' }, true),
    did: ['chat:telegram:-100'],
  });
});

test("what is not understood is answered with what can be typed; the bot's admins get no quota", async () => {
  expect(await run('every now and then')).toEqual({ text: words.quota.how, did: [] });
  expect(await run('@zhao 1 reply hour')).toEqual({ text: words.doors.unknownName('zhao'), did: [] });
  expect(await run('user:telegram:1 1 reply hour')).toEqual({ text: words.quota.isAdmin, did: [] });
});

test('without arguments all quotas are shown, and how far everybody is', async () => {
  const spent = [{ what: 'tokens', span: 'day', limit: 9000, used: 1234, endsAt: 0 } as const];
  const most = [{ subject: 'user:telegram:42', used: 7 } as const];
  const command = quotaCommand({
    ...idle,
    quotas: {
      ...idle.quotas,
      list: async () => [
        { subject: 'everyone', limits: [{ what: 'replies', span: 'hour', limit: 20, most }] },
        { subject: 'chat:telegram:-100', spent },
      ],
    },
  });
  expect(await said(command, call({ role: 'admin' }))).toBe(
    [
      '**每个人**\n- 每小时 20 条回答\n  - `user:telegram:42`：已用 7',
      '**`chat:telegram:-100`**\n- 每天 9,000 个 token，已用 1,234',
    ].join('\n\n'),
  );
});

test('usage tells what is left of the own quota and of the chat’s, and when they begin anew', async () => {
  const endsAt = Date.parse('2026-11-23T15:00:00+08:00');
  const user = [{ what: 'replies', span: 'hour', limit: 20, used: 17, endsAt } as const];
  const command = usageCommand({ ...idle, quotas: { spent: async () => ({ user, chat: [] }) } });
  const told = '**你的配额**\n- 这一小时：还剩 3，共 20 条回答，2026-11-23 15:00 重新计算';
  expect(await said(command, call())).toContain(told);
  expect(await said(command, call({ message: direct }))).toContain(told);
  expect(await said(command, call({ role: 'admin' }))).not.toContain('配额');
});
