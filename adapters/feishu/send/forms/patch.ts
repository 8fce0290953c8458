import { cardJson, type Look } from '../card.ts';
import type { Desk, Form } from './form.ts';

/** A card that is sent anew for each state: no permission of CardKit is needed. https://open.feishu.cn/document/server-docs/im-v1/message-card/patch */
export function patchForm({ target, send }: Desk): Form {
  const content = (look: Look) => cardJson(look, target, false);
  return {
    async begin(sheet, look, insist) {
      const sent = await send(sheet, { msg_type: 'interactive', content: content(look) }, insist);
      if (sent) sheet.look = look;
    },
    async change(sheet, look, insist) {
      const id = sheet.message ?? '';
      await insist({
        endpoint: 'patchCard',
        id,
        place: { kind: 'message', id },
        body: async () => ({ content: content(look) }),
      });
      sheet.look = look;
    },
  };
}
