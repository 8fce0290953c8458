import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { telegram } from '../../../adapters/telegram/index.ts';
import { startTelegram } from '../../../simulators/telegram/index.ts';
import { readSettings } from '../../../src/config/read.ts';
import { type PlatformStage, platformContract } from '../platform-contract.ts';
import { openWorld } from './world.ts';

platformContract('telegram', async (): Promise<PlatformStage> => {
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
    async close() {
      for (const close of closes) close();
      await simulator.close();
    },
  };
});
