import { SettingsError } from '../../src/errors.ts';
import type { Secret } from '../../src/secret.ts';
import type { FeishuSettings } from './settings.ts';

/** Which app we are, and where. */
export interface App {
  readonly appId: string;
  readonly appSecret: Secret;
  /** `https://open.feishu.cn` */
  readonly domain: string;
}

/** What the client needs of the settings. */
export function appOf({ FEISHU_APP_ID, FEISHU_APP_SECRET, FEISHU_DOMAIN }: FeishuSettings): App {
  if (!FEISHU_APP_ID || !FEISHU_APP_SECRET)
    throw new SettingsError(['FEISHU_APP_ID, FEISHU_APP_SECRET: are missing']);
  return { appId: FEISHU_APP_ID, appSecret: FEISHU_APP_SECRET, domain: FEISHU_DOMAIN };
}
