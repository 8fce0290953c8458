import type { World } from '../../src/adapter.ts';
import { SettingsError } from '../../src/errors.ts';
import type { Platform } from '../../src/platform.ts';
import { chatAdmins } from './admins.ts';
import { type ApiSettings, openApi } from './api.ts';
import { openIntake } from './intake.ts';
import { openMenus } from './menu.ts';
import { fileSender } from './send/file.ts';
import { openNumbers } from './send/numbers.ts';
import { openReply } from './send.ts';
import type { TelegramSettings } from './settings.ts';

/** Telegram as the core sees it. */
export function createPlatform(settings: TelegramSettings, world: World): Platform {
  const telegram = openApi(apiSettings(settings));
  const { api } = telegram;
  const numbers = openNumbers(world);
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = settings;
  return {
    name: 'telegram',
    intake: openIntake({ telegram, world, callUs: url && secret ? { url, secret } : undefined }),
    open: (target, keep) => openReply({ api, world, numbers, target, keep }),
    resume: (target, record, keep) => openReply({ api, world, numbers, target, keep, record }),
    sendFile: fileSender(api, world),
    showMenu: openMenus(api, world).show,
    isChatAdmin: chatAdmins(api, world.clock),
    close: telegram.close,
  };
}

/** What the client needs of the settings. */
export function apiSettings(settings: TelegramSettings): ApiSettings {
  const token = settings.TELEGRAM_BOT_TOKEN;
  if (!token) throw new SettingsError(['TELEGRAM_BOT_TOKEN: is missing']);
  return { token, apiRoot: settings.TELEGRAM_API_ROOT, proxy: settings.TELEGRAM_PROXY };
}
