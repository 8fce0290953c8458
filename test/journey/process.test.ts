import { afterEach, expect, test } from 'vitest';
import { simulatedKeys } from '../../simulators/ernie/index.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { BotProcess } from './bot-process.ts';
import { openTown, type Town } from './town.ts';

let town: Town | undefined;
afterEach(async () => {
  await town?.close();
  town = undefined;
});

test('every wrong setting is told in one message, before anything connects', async () => {
  const bot = new BotProcess({ MODEL_QPS: 'many', TELEGRAM_API_ROOT: 'nowhere', LOCALE: 'fr' });
  expect(await bot.ended()).toBe(1);
  for (const name of ['MODEL_QPS', 'TELEGRAM_API_ROOT', 'LOCALE']) expect(bot.errors).toContain(name);
  expect(bot.log).toEqual([]);
});

test('health, readiness and metrics are served', async () => {
  town = await openTown();
  const bot = await town.startBot();
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${bot.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
  expect((await get('/healthz')).status).toBe(200);
  await eventually('readiness', async () => (await get('/readyz')).status === 200);
  expect(JSON.parse((await get('/readyz')).text)).toMatchObject({
    ready: true,
    platforms: { telegram: { ready: true } },
  });
  expect((await get('/metrics')).text).toContain('yanqiao_arrivals_total');
});

test('webhook mode: deliveries are verified and answered', async () => {
  town = await openTown();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/webhooks/telegram`;
  await town.startBot({
    HTTP_PORT: String(port),
    TELEGRAM_WEBHOOK_URL: url,
    TELEGRAM_WEBHOOK_SECRET: 'webhook_secret',
  });
  town.ernie.reply(() => '好。');
  const li = town.telegram.person();
  const chat = town.telegram.direct(li);
  town.telegram.say(chat, li, '你好');
  expect(await town.finished(chat, 1)).toEqual(['好。']);
  const forged = await fetch(url, {
    method: 'POST',
    body: '{"update_id":1}',
    headers: { 'x-telegram-bot-api-secret-token': 'guess' },
  });
  expect(forged.status).toBe(401);
});

test('intake and worker can be two processes', async () => {
  town = await openTown();
  town.ernie.reply(() => '好。');
  await town.startBot({ ROLES: 'intake' });
  await town.startBot({ ROLES: 'worker' });
  const li = town.telegram.person();
  const chat = town.telegram.direct(li);
  town.telegram.say(chat, li, '你好');
  expect(await town.finished(chat, 1)).toEqual(['好。']);
});

test('no secret, and nothing that people wrote, is in the log; no secret is in Redis', async () => {
  town = await openTown();
  town.ernie.fault('code-110');
  town.ernie.fault('code-17');
  const bot = await town.startBot({ ADMINS: 'telegram:1' });
  const li = town.telegram.person();
  const chat = town.telegram.direct(li);
  for (const text of ['绝密的问题一', '绝密的问题二']) town.telegram.say(chat, li, text);
  await town.finished(chat, 2);
  bot.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
  const output = JSON.stringify(bot.log) + bot.errors;
  const secrets = [
    simulatedKeys.apiKey,
    simulatedKeys.secretKey,
    town.telegram.token.split(':')[1] as string,
  ];
  for (const secret of [...secrets, '绝密']) expect(output).not.toContain(secret);

  const { redis } = town;
  const keys = await redis.keys(`${town.prefix}:*`);
  const values = await Promise.all(keys.map(key => redis.dump(key)));
  const types = await Promise.all(keys.map(key => redis.type(key)));
  expect(keys.length).toBeGreaterThan(0);
  const stored = keys.join('\n') + values.join('\n') + types.join('\n');
  for (const secret of secrets) expect(stored).not.toContain(secret);
});
