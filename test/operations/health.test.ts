import { expect, test } from 'vitest';
import { readiness } from '../../src/operations/health.ts';

const up = { ready: true, detail: 'polling' };
const down = { ready: false, detail: 'the token was refused: set TELEGRAM_BOT_TOKEN' };

test.each([
  ['Redis answers and every intake has started', true, { telegram: up }, 200],
  ['a worker without intakes reaches Redis', true, {}, 200],
  ['Redis is silent', false, { telegram: up }, 503],
  ['one intake has not started', true, { telegram: up, feishu: down }, 503],
] as const)('%s', (_, redis, platforms, status) => {
  const told = readiness(redis, platforms);
  expect(told.status).toBe(status);
  expect(told.body).toEqual({ ready: status === 200, redis: redis ? 'ready' : 'silent', platforms });
});
