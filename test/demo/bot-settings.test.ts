import { describe, expect, it } from 'vitest';
import { botSettings, modelSettingsOf } from '../../demo/bot-settings.ts';

const surroundings = {
  telegram: { url: 'http://127.0.0.1:1', token: 'simulated' },
  model: { ERNIE_API_KEY: 'simulated' },
  redis: { url: 'unix:/simulated', prefix: 'demo' },
  admin: 1001,
  locale: 'en',
} as const;

describe('the bot of the demo', () => {
  it('gets nothing of the environment but what every program needs', () => {
    const settings = botSettings(surroundings, {
      PATH: '/bin',
      ERNIE_API_KEY: 'real',
      QIANFAN_API_KEY: 'real',
      TELEGRAM_BOT_TOKEN: 'real',
      REDIS_URL: 'redis://real',
      SYSTEM_PROMPT: 'real',
    });
    expect(Object.values(settings).filter(value => value.includes('real'))).toEqual([]);
    expect(settings).toMatchObject({ PATH: '/bin', ERNIE_API_KEY: 'simulated', ADMINS: 'telegram:1001' });
  });

  it('gets the settings of the real model, and no others, when that shall answer', () => {
    const model = modelSettingsOf({
      QIANFAN_API_KEY: 'key',
      QIANFAN_MODEL: 'ernie-5.1',
      MODEL_QPS: '',
      ERNIE_SECRET_KEY_FILE: 'secret.txt',
      TELEGRAM_BOT_TOKEN: 'token',
    });
    expect(model).toEqual({
      QIANFAN_API_KEY: 'key',
      QIANFAN_MODEL: 'ernie-5.1',
      ERNIE_SECRET_KEY_FILE: expect.stringMatching(/^\/.*secret\.txt$/),
    });
  });
});
