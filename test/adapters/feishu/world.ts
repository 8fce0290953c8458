import { feishu } from '../../../adapters/feishu/index.ts';
import type { FeishuSimulator } from '../../../simulators/feishu/index.ts';
import { readSettings } from '../../../src/config/read.ts';

export { openWorld } from '../world.ts';

/** What the environment of a bot on this simulator says. */
export function settingsFor(simulator: FeishuSimulator, more: Readonly<Record<string, string>> = {}) {
  const environment = {
    FEISHU_APP_ID: simulator.appId,
    FEISHU_APP_SECRET: simulator.appSecret,
    FEISHU_DOMAIN: simulator.url,
    ...more,
  };
  return readSettings(environment, [feishu.settings]);
}
