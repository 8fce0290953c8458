import { afterEach, expect, test } from 'vitest';
import { failureOf } from '../../adapters/telegram/api/failures.ts';
import { openApi, type TelegramApi } from '../../adapters/telegram/api.ts';
import { openWriter } from '../../adapters/telegram/send/writer.ts';
import { startHostileVendor, type VendorAnswer } from '../../proof/fuzz/world/hostile-vendor.ts';
import { Secret } from '../../src/secret.ts';

const token = new Secret('900:the-token-of-the-bot');
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openTelegram(...answers: readonly unknown[]) {
  const vendor = await startHostileVendor();
  const said = (body: unknown): VendorAnswer => ({
    status: 200,
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
    cuts: [],
    breaks: false,
  });
  vendor.answers(...answers.map(said));
  const telegram: TelegramApi = openApi({ token, apiRoot: vendor.url, proxy: undefined });
  closing.push(vendor.close, telegram.close);
  return { vendor, telegram };
}

const target = { chat: { id: '42', kind: 'direct' } } as const;
const page = { html: '<b>好</b>', plain: '好' };

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['an object of somebody else', '{"error":"not found"}'],
  ['no JSON', '<html>502</html>'],
])('an answer that is %s is a failure of the network, in our words', async (_, body) => {
  const { telegram } = await openTelegram(body);
  const failure = await telegram.api.getMe().then(() => undefined, failureOf);
  expect(failure).toMatchObject({ name: 'PlatformFailure', kind: 'unreachable' });
});

test('a refusal without words is a refusal', async () => {
  const { telegram } = await openTelegram({ ok: false, error_code: 400 });
  const failure = await telegram.api.getMe().then(() => undefined, failureOf);
  expect(failure).toMatchObject({ kind: 'refused' });
});

test('words that repeat the token are told without it, and a wait without an end is a day', async () => {
  const description = `${'x'.repeat(290)} ${token.reveal()} ${'y'.repeat(5000)}`;
  const refusal = { ok: false, error_code: 429, description, parameters: { retry_after: 1e300 } };
  const { telegram } = await openTelegram(refusal);
  const failure = await telegram.api.getMe().then(() => undefined, failureOf);
  expect(failure).toMatchObject({ kind: 'busy', retryInMs: 86_400_000 });
  expect(failure?.message).not.toContain('900:the');
  expect(failure?.message.length).toBeLessThan(500);
});

test('a message without an id has landed nowhere that we know of', async () => {
  const { telegram } = await openTelegram({ ok: true, result: {} });
  const outcome = await openWriter(telegram.api, target).send(page, true, undefined);
  expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'unreachable' }, repeatable: false });
});

test('a chat that is said to have moved again and again is followed no further', async () => {
  const moved = (to: number) => ({
    ok: false,
    error_code: 400,
    description: 'moved',
    parameters: { migrate_to_chat_id: to },
  });
  const { telegram, vendor } = await openTelegram(moved(-1), moved(-2));
  const outcome = await openWriter(telegram.api, target).send(page, true, undefined);
  expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
  expect(vendor.calls()).toBeLessThan(10);
}, 10_000);
