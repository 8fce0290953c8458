import { afterEach, describe, expect, it } from 'vitest';
import { openApi } from '../../../adapters/telegram/api.ts';
import { telegram } from '../../../adapters/telegram/index.ts';
import { startTelegram, type TelegramSimulator } from '../../../simulators/telegram/index.ts';
import { readSettings } from '../../../src/config/read.ts';
import { SettingsError } from '../../../src/errors.ts';
import type { Finding } from '../../../src/platform.ts';
import { Secret } from '../../../src/secret.ts';

let simulator: TelegramSimulator | undefined;

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const settingsOf = (env: Record<string, string>) => readSettings(env, [telegram.settings]);

async function findings(env: Record<string, string>): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of telegram.examine(settingsOf(env))) found.push(finding);
  return found;
}

const envOf = ({ token, url }: TelegramSimulator) => ({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: url });

describe('the settings', () => {
  it('turn Telegram on with a token, which they do not show', () => {
    expect(telegram.configured(settingsOf({}))).toBe(false);
    const settings = settingsOf({ TELEGRAM_BOT_TOKEN: '900:abc' });
    expect(telegram.configured(settings)).toBe(true);
    expect(settings.TELEGRAM_API_ROOT).toBe('https://api.telegram.org');
    expect(JSON.stringify(settings)).not.toContain('abc');
  });

  it.each([
    [
      { TELEGRAM_WEBHOOK_URL: 'https://bot.example/webhooks/telegram' },
      'TELEGRAM_WEBHOOK_SECRET: is missing',
    ],
    [{ TELEGRAM_WEBHOOK_SECRET: 'no spaces please' }, 'write 1 to 256 letters'],
    [{ TELEGRAM_PROXY: 'socks5://localhost' }, 'write http://host:port'],
  ])('%j are wrong, and it is told why', (env, problem) => {
    expect(() => settingsOf(env)).toThrow(SettingsError);
    expect(() => settingsOf(env)).toThrow(problem);
  });
});

describe('the doctor', () => {
  it('finds a good token, explains privacy mode, and changes nothing', async () => {
    simulator = await startTelegram();
    const found = await findings(envOf(simulator));
    expect(found.map(({ level }) => level)).toEqual(['good', 'note', 'good']);
    expect(found[0]?.what).toContain('@yanqiao_bot');
    expect(found[1]?.remedy).toMatch(/remove the bot from the group and add it again/);
    expect(new Set(simulator.calls.map(({ method }) => method))).toEqual(
      new Set(['getMe', 'getWebhookInfo', '']),
    );
  });

  it('has nothing to say about privacy mode where it is off', async () => {
    simulator = await startTelegram({ privacy: false });
    expect((await findings(envOf(simulator))).every(({ level }) => level === 'good')).toBe(true);
  });

  it('tells of a webhook that polling will take away', async () => {
    simulator = await startTelegram({ privacy: false });
    const client = openApi({ token: new Secret(simulator.token), apiRoot: simulator.url, proxy: undefined });
    await client.api.setWebhook('http://127.0.0.1:9/nobody');
    expect(await findings(envOf(simulator))).toContainEqual(
      expect.objectContaining({ level: 'note', what: expect.stringContaining('a webhook is set') }),
    );
    await client.close();
  });

  it('finds a refused token', async () => {
    simulator = await startTelegram();
    const found = await findings({ ...envOf(simulator), TELEGRAM_BOT_TOKEN: '900:wrong' });
    expect(found).toMatchObject([{ level: 'bad', remedy: expect.stringContaining('@BotFather') }]);
  });

  it('finds that Telegram cannot be reached, without telling the token', async () => {
    const found = await findings({
      TELEGRAM_BOT_TOKEN: '900:hidden',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    });
    expect(found).toMatchObject([{ level: 'bad', remedy: expect.stringContaining('TELEGRAM_PROXY') }]);
    expect(JSON.stringify(found)).not.toContain('hidden');
  });
});
