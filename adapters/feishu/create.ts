import type { World } from '../../src/adapter.ts';
import type { Platform } from '../../src/platform.ts';
import { chatAdmins } from './admins.ts';
import { sharedTokens } from './api/tokens.ts';
import { openApi } from './api.ts';
import { appOf } from './app.ts';
import { openIntake } from './intake.ts';
import { fileSender } from './send/file.ts';
import { openLadder } from './send/ladder.ts';
import { openReply } from './send.ts';
import type { FeishuSettings } from './settings.ts';

/** Feishu as the core sees it. */
export function createPlatform(settings: FeishuSettings, world: World): Platform {
  const app = appOf(settings);
  const api = openApi(app, sharedTokens(app, world));
  const ladder = openLadder(world);
  const { FEISHU_MODE: mode, FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: token } = settings;
  const keys =
    mode === 'webhook' && encryptKey && token ? { encryptKey, verificationToken: token } : undefined;
  return {
    name: 'feishu',
    intake: openIntake({ api, world, keys }),
    open: (target, keep) => openReply({ api, ladder, world, target, keep }),
    resume: (target, record, keep) => openReply({ api, ladder, world, target, keep, record }),
    sendFile: fileSender(api, world),
    isChatAdmin: chatAdmins(api, world.clock),
    close: api.close,
  };
}
