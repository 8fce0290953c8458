import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { PlatformFailure } from '../../../src/errors.ts';
import { fieldOf } from '../../../src/json.ts';
import type { ReplyTarget, TextFile } from '../../../src/platform.ts';
import { type Trouble, troubleOf } from '../api/failures.ts';
import type { Page } from '../render/pages.ts';

/** How one write ended. `repeatable`: doing it again cannot show anything twice. */
export type Outcome =
  | Landed
  | { readonly kind: 'failed'; readonly failure: PlatformFailure; readonly repeatable: boolean };

interface Landed {
  readonly kind: 'landed';
  readonly messageId: number;
}

/**
 * What is known of a message whose button was changed. A twin: it had the very button, or it answers the question; each
 * question has one answer.
 */
export type Found = 'twin' | 'may have the button' | 'no twin';

/** Writes single messages into one place. What can be mended by asking differently is mended here, at once. */
export interface Writer {
  /** Where it writes: a group that became a supergroup has another id from then on. */
  chatId(): number;
  /** @param first whether the message is the one that answers the question; without a button, each page does */
  send(page: Page, first: boolean, stopToken: string | undefined): Promise<Outcome>;
  /** As the answer to the question. */
  sendFile(file: TextFile): Promise<Outcome>;
  /** `vanished`: there is no such message to edit any more, or the group has moved and left it behind. */
  edit(messageId: number, page: Page, stopToken: string | undefined): Promise<Outcome | 'vanished'>;
  remove(messageId: number): Promise<Outcome>;
  /**
   * Gives a message this Stop button, to learn whether it had it; what is no message of ours cannot have one. Fails where
   * nothing was done.
   */
  mark(messageId: number, stopToken: string): Promise<Found | Outcome>;
  /** Takes a message's button away. */
  unmark(messageId: number): Promise<Found | Outcome>;
  /** Shows that something is being written. */
  type(): Promise<void>;
}

/**
 * @param movedTo the chat, where it is known to have moved since the question was asked
 * @param onMove is told as soon as it moves
 */
export function openWriter(api: Api, target: ReplyTarget, movedTo?: number, onMove = () => {}): Writer {
  // What has no button itself gives one to others for a moment, when its twin is looked for.
  const stopLabel = target.buttons?.labels.stop ?? '…';
  let chatId = movedTo ?? Number(target.chat.id);
  let topic = numberOf(target.topic);
  // A supergroup numbers its messages anew: there the question has another id, and its old one is another message's.
  let question = chatId === Number(target.chat.id) ? numberOf(target.questionId) : undefined;

  const inTopic = () => ({ ...(topic !== undefined && { message_thread_id: topic }) });
  const asReply = () => ({
    ...(question !== undefined && {
      reply_parameters: { message_id: question, allow_sending_without_reply: true },
    }),
  });
  const style = (html: boolean, stopToken: string | undefined) => ({
    ...(html && { parse_mode: 'HTML' as const }),
    // Previews come late and make the text jump.
    link_preview_options: { is_disabled: true },
    // An edit without the keyboard takes it away.
    ...(stopToken !== undefined && { reply_markup: stopButton(stopLabel, stopToken) }),
  });

  const answersQuestion = (edited: unknown) =>
    question !== undefined && fieldOf(fieldOf(edited, 'reply_to_message'), 'message_id') === question;

  /** Leaves out, or corrects, what Telegram stumbled over. @returns whether that makes a difference */
  function mend(trouble: Trouble): boolean {
    const before = { topic, question, chatId };
    if (trouble.kind === 'topic') topic = undefined;
    if (trouble.kind === 'question') question = undefined;
    if (trouble.kind === 'moved') [chatId, question] = [trouble.to, undefined];
    if (before.chatId !== chatId) onMove();
    return before.topic !== topic || before.question !== question || before.chatId !== chatId;
  }

  /**
   * Calls until nothing is left to mend.
   * @param call resolves to the id of the message that it wrote
   * @param stays it is about a message that is there: where its group is now, another one has its number
   */
  async function attempt(
    call: (html: boolean) => Promise<number>,
    { styled = true, stays = false } = {},
  ): Promise<Landed | Trouble> {
    for (let html = styled, mended = 0; ; mended += 1) {
      try {
        return { kind: 'landed', messageId: await call(html) };
      } catch (error) {
        const trouble = troubleOf(error);
        // A refusal that we do not know is most likely about the markup, too.
        if (html && (trouble.kind === 'markup' || isRefusal(trouble))) html = false;
        else if (mended >= mostMended || !mend(trouble)) return trouble;
        else if (stays && trouble.kind === 'moved') return { kind: 'vanished' };
      }
    }
  }

  return {
    chatId: () => chatId,
    async send(page, first, stopToken) {
      const result = await attempt(async html => {
        const sent = await api.sendMessage(chatId, html ? page.html : page.plain, {
          ...inTopic(),
          ...((first || stopToken === undefined) && asReply()),
          ...style(html, stopToken),
        });
        return idOf(sent);
      });
      return settled(result, false);
    },
    async sendFile({ name, text }) {
      const result = await attempt(
        async () => {
          // Each attempt has a file of its own: one that was read cannot be sent again.
          const file = new InputFile(Buffer.from(text), name);
          const sent = await api.sendDocument(chatId, file, { ...inTopic(), ...asReply() });
          return idOf(sent);
        },
        { styled: false },
      );
      return settled(result, false);
    },
    async edit(messageId, page, stopToken) {
      const result = await attempt(
        async html => {
          const text = html ? page.html : page.plain;
          await api.editMessageText(chatId, messageId, text, style(html, stopToken));
          return messageId;
        },
        { stays: true },
      );
      if (result.kind === 'unchanged') return { kind: 'landed', messageId };
      return result.kind === 'vanished' ? 'vanished' : settled(result, true);
    },
    async remove(messageId) {
      const result = await attempt(
        async () => {
          await api.deleteMessage(chatId, messageId);
          return messageId;
        },
        { styled: false, stays: true },
      );
      return settled(result, true);
    },
    async mark(messageId, stopToken) {
      const reply_markup = stopButton(stopLabel, stopToken);
      try {
        const edited = await api.editMessageReplyMarkup(chatId, messageId, { reply_markup });
        return answersQuestion(edited) ? 'twin' : 'may have the button';
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'unchanged') return 'twin';
        if (trouble.kind !== 'failed' || isRefusal(trouble)) return 'no twin';
        return trouble.perhapsDone ? 'may have the button' : settled(trouble, false);
      }
    },
    async unmark(messageId) {
      let edited: unknown;
      const result = await attempt(
        async () => {
          edited = await api.editMessageReplyMarkup(chatId, messageId);
          return messageId;
        },
        { styled: false, stays: true },
      );
      if (answersQuestion(edited)) return 'twin';
      const hasNone = result.kind === 'landed' || result.kind === 'unchanged' || result.kind === 'vanished';
      return hasNone ? 'no twin' : settled(result, true);
    },
    async type() {
      await api.sendChatAction(chatId, 'typing', inTopic());
    },
  };
}

/** The id of a message that was sent. One that came back without is there, and cannot be changed. */
function idOf(sent: unknown): number {
  const id = fieldOf(sent, 'message_id');
  if (typeof id === 'number' && Number.isSafeInteger(id)) return id;
  throw new PlatformFailure('unreachable', 'Telegram took the message and did not say its id');
}

/** Markup, topic, question and chat, each once; who says more is not to be satisfied. */
const mostMended = 4;

const numberOf = (id: string | undefined) => (id === undefined ? undefined : Number(id));

const isRefusal = (trouble: Trouble) => trouble.kind === 'failed' && trouble.failure.kind === 'refused';

/** What could not be mended is a refusal. @param harmless whether the same call twice shows nothing twice */
function settled(result: Trouble | Landed, harmless: boolean): Outcome {
  if (result.kind === 'landed') return result;
  if (result.kind === 'failed')
    return { kind: 'failed', failure: result.failure, repeatable: harmless || !result.perhapsDone };
  const failure = new PlatformFailure('refused', `Telegram refuses the message (${result.kind})`);
  return { kind: 'failed', failure, repeatable: true };
}

/** https://core.telegram.org/bots/api#inlinekeyboardbutton: its data may have 64 bytes. */
function stopButton(text: string, token: string): InlineKeyboardMarkup {
  return { inline_keyboard: [[{ text, callback_data: `stop:${token}` }]] };
}
