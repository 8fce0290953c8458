import { SettingsError } from '../../src/errors.ts';
import type { Secret } from '../../src/secret.ts';
import type { DingtalkSettings } from './settings.ts';

/** Which app we are, and where. */
export interface App {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly robotCode: string;
  /** `https://api.dingtalk.com` */
  readonly apiBase: string;
  /** `https://oapi.dingtalk.com` */
  readonly oapiBase: string;
}

/**
 * Whether an address that came with a message is DingTalk's. Who could make us believe a message would otherwise learn our
 * answers, or reach what only we can reach.
 */
export function isOfDingtalk({ apiBase, oapiBase }: App, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, username } = new URL(address);
  return username === '' && [apiBase, oapiBase].some(base => new URL(base).origin === origin);
}

/** What the client needs of the settings. */
export function appOf(settings: DingtalkSettings): App {
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret } = settings;
  if (!clientId || !clientSecret)
    throw new SettingsError(['DINGTALK_CLIENT_ID, DINGTALK_CLIENT_SECRET: are missing']);
  return {
    clientId,
    clientSecret,
    robotCode: settings.DINGTALK_ROBOT_CODE ?? clientId,
    apiBase: settings.DINGTALK_API_BASE,
    oapiBase: settings.DINGTALK_OAPI_BASE,
  };
}
