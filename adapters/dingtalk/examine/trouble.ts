import type { PlatformFailure } from '../../../src/errors.ts';
import type { Finding } from '../../../src/platform.ts';
import { canMend, type DingtalkFailure } from '../api/failures.ts';
import { remedyFor } from '../api/remedy.ts';

/**
 * What a refused probe tells of the settings; undefined: that there was nothing to do, as it should be.
 * @param scope the permission that was asked for
 * @param without what the bot cannot do without it
 */
export function troubleIn(error: DingtalkFailure, scope: string, without: string): Finding | undefined {
  if (error.mend === 'scope')
    return {
      level: 'bad',
      what: `DingTalk: a permission is missing: ${without} (${error.message})`,
      remedy: `grant ${scope} in the developer console, under Permissions (权限管理), and publish a version`,
    };
  if (error.mend === 'template')
    return {
      level: 'bad',
      what: `DingTalk: the card's template is not there, or not published (${error.message})`,
      remedy:
        'set DINGTALK_CARD_TEMPLATE_ID as the card platform (卡片平台) shows it, and publish the template',
    };
  if (/robotCode/i.test(error.code))
    return {
      level: 'bad',
      what: `DingTalk: the robot is not known (${error.message})`,
      remedy: 'unset DINGTALK_ROBOT_CODE, or set it as the developer console shows it, under Robot (机器人)',
    };
  if (error.kind === 'busy')
    return {
      level: 'note',
      what: `DingTalk: the permission ${scope} could not be asked for (${error.message})`,
      remedy: 'DingTalk is busy: look again in a few minutes',
    };
  return undefined;
}

/** What ends the examination. */
export function endOf(error: PlatformFailure): Finding {
  if (canMend(error, 'spent'))
    return {
      level: 'note',
      what: 'DingTalk: this month’s API calls of the organisation are used up: permissions cannot be looked at',
      remedy:
        'until the month ends, or somebody buys more, answers come as one message by the session webhook',
    };
  const remedy =
    error.kind === 'credentials'
      ? 'set DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET as the developer console shows them, under Credentials & Basic Info (凭证与基础信息)'
      : remedyFor(error);
  return { level: 'bad', what: `DingTalk: ${error.message}`, remedy };
}
