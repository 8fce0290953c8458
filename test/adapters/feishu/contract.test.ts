import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { feishu } from '../../../adapters/feishu/index.ts';
import { startFeishu } from '../../../simulators/feishu/index.ts';
import { type CompanyStage, companyContract } from '../company-contract.ts';
import { platformContract } from '../platform-contract.ts';
import { openWorld, settingsFor } from './world.ts';

async function openStage(): Promise<CompanyStage> {
  const simulator = await startFeishu({ redeliverMs: 20 });
  const settings = settingsFor(simulator);
  const prefix = `test-${randomUUID()}`;
  const closes: (() => void)[] = [];
  const ours = (id: string) => simulator.messages({ id }).filter(({ byBot }) => byBot);
  const people = new Map<string, ReturnType<typeof simulator.person>>();
  return {
    async openPlatform() {
      const { world, close } = openWorld(inject('redisUrl'), { prefix });
      closes.push(close);
      return feishu.create(settings, world);
    },
    say(text) {
      const person = simulator.person();
      const chat = simulator.direct(person);
      people.set(chat.id, person);
      return { chatId: chat.id, messageId: simulator.say(chat, person, text) };
    },
    screen: chatId =>
      ours(chatId).map(({ text, buttons }) => ({ text, stoppable: buttons.some(({ id }) => id === 'stop') })),
    async pressStop(chatId) {
      const latest = ours(chatId).at(-1);
      const person = people.get(chatId);
      if (!latest || !person) throw new Error('the bot shows nothing');
      return (await simulator.press({ id: chatId }, person, latest.id, '停止')).toast?.content;
    },
    spoil: (_chatId, how) => simulator.fault({ kind: how === 'busy' ? 'too-frequent' : 'server-error' }),
    block: id => simulator.kick({ id }),
    mentioned: chatId => ours(chatId).flatMap(({ mentions }) => mentions),
    takeBack: (id, messageId) => simulator.recall({ id }, messageId),
    files: chatId =>
      ours(chatId).flatMap(({ file }) => (file ? [{ name: file.name, text: file.content }] : [])),
    group() {
      const [li, han, wang] = ['小李', '小韩', '小王'].map(name => simulator.person({ name }));
      if (!li || !han || !wang) throw new Error('nobody is there');
      const room = simulator.group({ title: '群' });
      const person = ({ openId: id, name }: typeof li) => ({ id, name });
      return {
        chatId: room.id,
        ask() {
          const replyTo = simulator.say(room, wang, '明天有雨');
          const mentions = [simulator.bot, han];
          const text = `@${simulator.bot.name} 问问 @${han.name}`;
          const messageId = simulator.say(room, li, text, { mentions, replyTo });
          return { messageId, mentioned: person(han), quoted: person(wang) };
        },
        answered: () => ours(room.id).map(({ replyTo }) => replyTo),
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

platformContract('feishu', openStage);
companyContract('feishu', openStage);
