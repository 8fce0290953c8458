import { canMend, DingtalkFailure } from '../../api/failures.ts';
import type { Insist } from '../patience.ts';
import { isBegun, type Look, type Sheet } from '../sheet.ts';
import { type Desk, type Form, ifThere, type StartOver } from './form.ts';
import { standardCard } from './standard-card-data.ts';

/**
 * DingTalk's own card, which is replaced for each state: it needs no template, and has no buttons. One that cannot be
 * changed any more is followed by another. https://open.dingtalk.com/document/orgapp/robots-send-interactive-cards
 */
export function standardCardForm({ target, robotCode }: Desk, startOver: StartOver): Form {
  const { chat, asker } = target;
  const receiver =
    chat.kind === 'group'
      ? { openConversationId: chat.id }
      : { singleChatReceiver: JSON.stringify({ userId: asker?.id ?? chat.id }) };
  // Nothing can be a reply there: in a group the first card mentions who asked.
  const mention =
    chat.kind === 'group' && asker
      ? { atUserListJson: JSON.stringify([{ nickName: asker.name, userId: asker.id }]) }
      : {};

  async function send(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await insist({
      endpoint: 'sendStandard',
      body: async () => ({
        cardTemplateId: 'StandardCard',
        cardBizId: sheet.id,
        robotCode,
        cardData: standardCard(look),
        ...receiver,
        sendOptions: look.first ? mention : {},
      }),
    });
  }

  async function update(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await insist({
      endpoint: 'updateStandard',
      body: async () => ({ cardBizId: sheet.id, cardData: standardCard(look) }),
    });
  }

  return {
    async show(sheet, look, insist) {
      if (isBegun(sheet)) {
        try {
          return await send(sheet, look, insist);
        } catch (error) {
          if (!canMend(error, 'exists')) throw error;
        }
      }
      try {
        await update(sheet, look, insist);
      } catch (error) {
        const cannotChange = error instanceof DingtalkFailure && error.kind === 'refused' && !error.mend;
        if (!cannotChange) throw error;
        await startOver(sheet);
        await send(sheet, look, insist);
      }
    },
    retire: (sheet, look, insist) => ifThere(update(sheet, look, insist)),
  };
}
