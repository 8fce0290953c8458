import type { Finding } from '../../../src/platform.ts';
import type { DingtalkSettings } from '../settings.ts';

/** The free plan's, for the whole organisation. */
const freeCallsPerMonth = 5000;

/** How answers will look, and what they cost. */
export function answerForm({
  DINGTALK_CARD_TEMPLATE_ID: template,
  DINGTALK_CALLS_PER_REPLY: calls,
}: DingtalkSettings): Finding {
  if (template === undefined)
    return {
      level: 'note',
      what: 'DingTalk: no card is set: an answer is one final message, and costs no API call',
      remedy:
        'for answers that grow set DINGTALK_CARD_TEMPLATE_ID to the template of an AI card, or to `standard`: docs/dingtalk.md',
    };
  const answers = Math.floor(freeCallsPerMonth / calls);
  const card = template === 'standard' ? 'the standard card' : 'an AI card';
  return {
    level: 'good',
    what: `DingTalk: an answer grows in ${card} and costs at most ${calls} API calls: a free organisation’s month pays for ${answers}`,
  };
}
