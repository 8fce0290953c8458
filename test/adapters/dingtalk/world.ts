import { dingtalk } from '../../../adapters/dingtalk/index.ts';
import type { DingtalkSimulator } from '../../../simulators/dingtalk/index.ts';
import { readSettings } from '../../../src/config/read.ts';

export { openWorld } from '../world.ts';

/** What the environment of a bot on this simulator says. Its answers grow in AI cards unless told. */
export function settingsFor(simulator: DingtalkSimulator, more: Readonly<Record<string, string>> = {}) {
  const environment = {
    DINGTALK_CLIENT_ID: simulator.clientId,
    DINGTALK_CLIENT_SECRET: simulator.clientSecret,
    DINGTALK_API_BASE: simulator.url,
    DINGTALK_OAPI_BASE: simulator.url,
    DINGTALK_CARD_TEMPLATE_ID: simulator.templates[0] ?? '',
    ...more,
  };
  return readSettings(environment, [dingtalk.settings]);
}
