import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { simulatedKeys } from '../../simulators/ernie/options.ts';
import { examineModels } from '../../src/cli/examine-models.ts';
import { systemClock } from '../../src/clock.ts';
import { readSettings } from '../../src/config/read.ts';
import { type CoreSettings, coreShapes } from '../../src/config.ts';
import { lineOf } from '../../src/operations/doctor.ts';

let simulator: ErnieSimulator;
let redis: Redis;
beforeEach(async () => {
  simulator = await startErnie({ chunkMs: 0 });
  redis = new Redis(inject('redisUrl'));
});
afterEach(async () => {
  redis.disconnect();
  await simulator.close();
});

const ernie = () => ({
  ERNIE_API_KEY: simulatedKeys.apiKey,
  ERNIE_SECRET_KEY: simulatedKeys.secretKey,
  ERNIE_BASE_URL: simulator.url,
});
const qianfan = () => ({
  QIANFAN_API_KEY: simulatedKeys.qianfanKey,
  QIANFAN_BASE_URL: `${simulator.url}/v2`,
});

/** What the doctor prints of the models that these settings name. */
async function linesOf(env: Record<string, string>): Promise<string[]> {
  const all = { REDIS_PREFIX: `test-${randomUUID()}`, ...env };
  const settings = readSettings(all, coreShapes) as CoreSettings;
  return (await examineModels(settings, redis, systemClock)).map(lineOf);
}

test('every provider with keys is asked, not only the one that answers by default', async () => {
  const lines = await linesOf({ ...ernie(), ...qianfan(), SYSTEM_PROMPT: '你是诗人。' });
  expect(lines.filter(line => line.includes('answers'))).toEqual([
    '✓ qianfan/ernie-5.1 answers',
    '✓ ernie/completions_pro answers',
  ]);
  expect(simulator.calls.map(({ provider }) => provider).sort()).toEqual(['ernie', 'qianfan']);
  expect(JSON.stringify(simulator.calls.map(({ body }) => body))).toContain('你是诗人。');
});

test('one that fails does not hide that the other answers', async () => {
  const lines = await linesOf({ ...ernie(), ...qianfan(), QIANFAN_API_KEY: 'bce-v3/ALTAK-a/of-another' });
  expect(lines).toContain('✓ ernie/completions_pro answers');
  expect(lines.join('\n')).toMatch(/✗ qianfan\/ernie-5.1 does not answer: .* → check QIANFAN_API_KEY$/m);
  expect(lines.join('\n')).not.toContain('of-another');
});

test('a model that was taken off is told with the list to look at, and what stood there when', async () => {
  const lines = await linesOf({ ...qianfan(), QIANFAN_MODEL: 'ernie-5.0' });
  expect(lines[0]).toMatch(
    /^✗ qianfan\/ernie-5\.0 does not answer: .*\(model_offline\).* → .*set QIANFAN_MODEL to one of https:\S+ \(in November 2026 it named .*\)$/,
  );
});

describe('each refusal is told with what to do, once', () => {
  test.each([
    ['v2-account_overdue', /→ the account is in arrears: top it up in the Qianfan console$/],
    ['v2-system_unsafe', /→ the vendor takes the persona for unsafe: change SYSTEM_PROMPT/],
    ['v2-invalid_appid', /→ check that the key belongs to this application/],
    ['v2-rpm_rate_limit_exceeded', /→ set MODEL_RPM and MODEL_TPM/],
    ['v2-internal_error', /→ try again in a while$/],
    ['http-502-html', /→ try again in a while$/],
  ])('%s', async (fault, words) => {
    simulator.fault(fault);
    const [line = ''] = await linesOf(qianfan());
    expect(line).toMatch(words);
    expect(line).not.toContain('What to do');
  });

  test.each([
    ['code-6', /→ give the application the right to this interface/],
    ['code-17', /→ open billing, top up/],
    ['code-336005', /→ check ERNIE_MODEL, ERNIE_BASE_URL/],
  ])('%s', async (fault, words) => {
    simulator.fault(fault);
    const [line = ''] = await linesOf(ernie());
    expect(line).toMatch(words);
    expect(line).not.toContain('What to do');
  });
});

test('a model that says nothing is waited for as long as the settings allow', async () => {
  simulator.fault('stall-before-first-byte');
  const lines = await linesOf({ ...qianfan(), MODEL_FIRST_BYTE_TIMEOUT_MS: '200' });
  expect(lines[0]).toMatch(
    /^✗ qianfan\/ernie-5\.1 does not answer: nothing came in time → check the network/,
  );
});

test('who has keys of V1 alone hears of its end when it fails, and only then', async () => {
  const end = '· ERNIE_API_KEY is for Wenxin Workshop V1';
  const told = (lines: string[]) => lines.some(line => line.startsWith(end));
  expect(told(await linesOf(ernie()))).toBe(false);
  simulator.fault('code-3', 2, undefined);
  expect(told(await linesOf(ernie()))).toBe(true);
  expect(told(await linesOf({ ...ernie(), ...qianfan() }))).toBe(false);
});
