import { postJson } from '../card.ts';
import type { Desk, Form } from './form.ts';

/** One message of rich text, once all is said: it can be edited 20 times only, and has no buttons. */
export function postForm({ send }: Desk): Form {
  return {
    async begin(sheet, look, insist) {
      if (look.growing) return;
      const sent = await send(sheet, { msg_type: 'post', content: postJson(look) }, insist);
      if (sent) sheet.look = look;
    },
    async change(sheet, look, insist) {
      if (look.growing) return;
      const id = sheet.message ?? '';
      await insist({
        endpoint: 'editPost',
        id,
        place: { kind: 'message', id },
        body: async () => ({ msg_type: 'post', content: postJson(look) }),
      });
      sheet.look = look;
    },
  };
}
