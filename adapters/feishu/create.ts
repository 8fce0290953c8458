import type { World } from '../../src/adapter.ts';
import { SettingsError } from '../../src/errors.ts';
import type { Platform } from '../../src/platform.ts';
import { chatAdmins } from './admins.ts';
import type { App } from './api/exchange.ts';
import { sharedTokens } from './api/tokens.ts';
import { openApi } from './api.ts';
import { openIntake } from './intake.ts';
import { openChoice } from './send/ladder.ts';
import { openReply } from './send.ts';
import type { FeishuSettings } from './settings.ts';

/** Feishu as the core sees it. */
export function createPlatform(settings: FeishuSettings, world: World): Platform {
  const app = appOf(settings);
  const api = openApi(app, sharedTokens(app, world));
  const choice = openChoice(world);
  const { FEISHU_MODE: mode, FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: token } = settings;
  const keys =
    mode === 'webhook' && encryptKey && token ? { encryptKey, verificationToken: token } : undefined;
  return {
    name: 'feishu',
    intake: openIntake({ api, world, keys }),
    open: (target, keep) => openReply({ api, choice, world, target, keep }),
    resume: (target, record, keep) => openReply({ api, choice, world, target, keep, record }),
    isChatAdmin: chatAdmins(api, world.clock),
    close: api.close,
  };
}

/** What the client needs of the settings. */
export function appOf({ FEISHU_APP_ID, FEISHU_APP_SECRET, FEISHU_DOMAIN }: FeishuSettings): App {
  if (!FEISHU_APP_ID || !FEISHU_APP_SECRET)
    throw new SettingsError(['FEISHU_APP_ID, FEISHU_APP_SECRET: are missing']);
  return { appId: FEISHU_APP_ID, appSecret: FEISHU_APP_SECRET, domain: FEISHU_DOMAIN };
}
