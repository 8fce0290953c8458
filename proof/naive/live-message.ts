import type { Api } from 'grammy';
import type { Question } from './question.ts';

/** Telegram's longest message. */
const pageLength = 4096;

/** A reply that grows: one message, and more of them where the text is longer than one may be. */
export function liveMessage(api: Api, { chat, messageId }: Question) {
  const sent: { readonly id: number; text: string }[] = [];
  return {
    async show(text: string): Promise<void> {
      for (const [index, page] of pagesOf(text).entries()) {
        const message = sent[index];
        if (message?.text === page) continue;
        if (message) {
          await api.editMessageText(chat, message.id, page);
          message.text = page;
        } else {
          const reply = index === 0 ? { reply_parameters: { message_id: messageId } } : {};
          const { message_id: id } = await api.sendMessage(chat, page, reply);
          sent.push({ id, text: page });
        }
      }
    },
  };
}

/** Telegram drops white space at both ends, and sends nothing that is empty. */
function pagesOf(text: string): string[] {
  const pages = text.match(new RegExp(`[^]{1,${pageLength}}`, 'g')) ?? [];
  return pages.map(page => page.trim()).filter(page => page !== '');
}
