import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { telegram } from '../../../adapters/telegram/index.ts';
import { startTelegram } from '../../../simulators/telegram/index.ts';
import { readSettings } from '../../../src/config/read.ts';
import { type CompanyStage, companyContract } from '../company-contract.ts';
import { platformContract } from '../platform-contract.ts';
import { openWorld } from './world.ts';

async function openStage(): Promise<CompanyStage> {
  const simulator = await startTelegram({ naturalLimits: false });
  const settings = readSettings({ TELEGRAM_BOT_TOKEN: simulator.token, TELEGRAM_API_ROOT: simulator.url }, [
    telegram.settings,
  ]);
  const prefix = `test-${randomUUID()}`;
  const closes: (() => void)[] = [];
  const chatOf = (chatId: string) => ({ id: Number(chatId) });
  const ours = (chatId: string) => simulator.messages(chatOf(chatId)).filter(({ byBot }) => byBot);
  return {
    async openPlatform() {
      const { world, close } = openWorld(inject('redisUrl'), { prefix });
      closes.push(close);
      return telegram.create(settings, world);
    },
    say(text) {
      const person = simulator.person();
      const chat = simulator.direct(person);
      return { chatId: String(chat.id), messageId: String(simulator.say(chat, person, text)) };
    },
    screen: chatId => ours(chatId).map(({ text, keyboard }) => ({ text, stoppable: keyboard.length > 0 })),
    async pressStop(chatId) {
      const latest = ours(chatId).at(-1);
      if (!latest) throw new Error('the bot shows nothing');
      const person = simulator.person({ id: Number(chatId) });
      return (await simulator.press(chatOf(chatId), person, latest.id, '停止')).text;
    },
    spoil(chatId, how) {
      const chat = Number(chatId);
      if (how === 'busy') simulator.fault({ kind: 'too-many-requests', retryAfter: 1, chat });
      else simulator.fault({ kind: 'server-error', chat });
    },
    block: chatId => simulator.block(simulator.person({ id: Number(chatId) })),
    mentioned: chatId =>
      ours(chatId).flatMap(({ entities, text }) =>
        entities
          .filter(({ type }) => type === 'mention' || type === 'text_mention')
          .map(({ offset, length }) => text.slice(offset, offset + length)),
      ),
    takeBack: (chatId, messageId) => simulator.deleteMessage(chatOf(chatId), Number(messageId)),
    files: chatId =>
      ours(chatId).flatMap(({ file }) => (file ? [{ name: file.name, text: file.content }] : [])),
    group() {
      const [li, han, wang] = ['Li', 'Han', 'Wang'].map(firstName => simulator.person({ firstName }));
      if (!li || !han || !wang) throw new Error('nobody is there');
      const room = simulator.group({ title: '群', supergroup: true });
      const person = ({ id, firstName: name }: typeof li) => ({ id: String(id), name });
      return {
        chatId: String(room.id),
        ask() {
          const replyTo = simulator.say(room, wang, '明天有雨');
          const text = `@${simulator.bot.username} 问问 Han`;
          const messageId = simulator.say(room, li, text, { mentions: [han], replyTo });
          return { messageId: String(messageId), mentioned: person(han), quoted: person(wang) };
        },
        answered: () => ours(String(room.id)).map(({ replyTo }) => replyTo?.toString()),
        throwOut: () => simulator.kick(room),
        takeIn: () => simulator.admit(room),
        disband: () => simulator.disband(room),
      };
    },
    async close() {
      for (const close of closes) close();
      await simulator.close();
    },
  };
}

platformContract('telegram', openStage);
companyContract('telegram', openStage);
