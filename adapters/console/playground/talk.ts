import type { World } from '../../../src/adapter.ts';
import type { Playground, PlaygroundMessage, PlaygroundPerson } from '../../../src/playground.ts';
import { chatOf, mentioning, parse, platform, type Said } from '../parse.ts';
import { saidHtml } from '../render/said.ts';
import type { Written } from '../space/messages.ts';
import type { Space } from '../space.ts';
import { checkId, checkText } from './check.ts';
import { type LookUp, personIn, refuse } from './look-up.ts';
import { newId } from './new-id.ts';

/** What people say, say differently and take back. Where the bot is not in the chat, it hears nothing of it. */
export function openTalk(
  { messages }: Pick<Space, 'messages'>,
  lookUp: LookUp,
  { clock }: Pick<World, 'clock'>,
  wake: () => void,
): Pick<Playground, 'say' | 'edit' | 'takeBack'> {
  return {
    async say({ chat: chatId, as, text, replyTo, mention = false, id = newId() }) {
      const chat = await lookUp.chat(chatId);
      const by = personIn(chat, as);
      const spoken = checkText(text);
      const said: Said = {
        id: checkId(id),
        chat,
        by,
        text: mention ? mentioning(spoken, chat) : spoken,
        answers: replyTo === undefined ? undefined : await lookUp.message(chatId, replyTo),
        at: clock.now(),
      };
      const written = await messages.say(shown(said), chat.present ? parse('message', said) : undefined);
      if (written === 'there') await expectTwin(said);
      else expectWritten(written);
      wake();
      return said.id;
    },
    async edit({ text, ...touch }) {
      const { chat, by, message } = await lookUp.touch(touch);
      if (!isBy(message, by)) return refuse('forbidden', 'Somebody else said this');
      const { id, at, replyTo } = message;
      // What was answered may be gone by now.
      const answers = replyTo === undefined ? undefined : await messages.find(chat.id, replyTo);
      const said: Said = { id, chat, by, text: checkText(text), answers, at };
      const changed = { ...message, ...shown(said), editedAt: clock.now() };
      expectWritten(await messages.change(changed, chat.present ? parse('edit', said) : undefined));
      wake();
    },
    async takeBack(touch) {
      const { chat, by, message } = await lookUp.touch(touch);
      const runsIt = by.role !== 'member' && message.from !== 'bot';
      if (!isBy(message, by) && !runsIt) return refuse('forbidden', 'Somebody else said this');
      const recall = { kind: 'recall', platform, chat: chatOf(chat), messageId: message.id } as const;
      await messages.takeBack(chat.id, message.id, chat.present ? recall : undefined);
      wake();
    },
  };

  /** Said again by the same person, it is said once; an id that is taken is nobody else's. */
  async function expectTwin({ id, chat, by }: Said): Promise<void> {
    if (!isBy(await lookUp.message(chat.id, id), by)) refuse('forbidden', 'Another message has this id');
  }
}

function shown({ id, chat, by, text, answers, at }: Said): PlaygroundMessage {
  return {
    id,
    chat: chat.id,
    from: { id: by.id, name: by.name },
    html: saidHtml(text, chat.people),
    text,
    at,
    ...(answers && { replyTo: answers.id }),
  };
}

function expectWritten(written: Written): void {
  if (written === 'gone') refuse('unknown', 'There is no such chat, or message');
  if (written === 'full') refuse('full', 'Too much waits for the bot');
}

const isBy = ({ from }: PlaygroundMessage, { id }: PlaygroundPerson) => from !== 'bot' && from.id === id;
