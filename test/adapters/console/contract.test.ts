import type { Person } from '../../../src/message.ts';
import type { Playground, PlaygroundPerson } from '../../../src/playground.ts';
import { type CompanyStage, companyContract } from '../company-contract.ts';
import { platformContract } from '../platform-contract.ts';
import { directDraft, groupDraft, openTown } from './world.ts';

async function openStage(): Promise<CompanyStage> {
  const town = openTown();
  let playground: Playground | undefined;
  const people = (): Playground => {
    if (!playground) throw new Error('nobody is there');
    return playground;
  };
  const ours = async (chat: string) => (await people().messages(chat)).filter(({ from }) => from === 'bot');
  const personOf = async (chat: string): Promise<PlaygroundPerson> => {
    const person = (await people().chats()).find(({ id }) => id === chat)?.people[0];
    if (!person) throw new Error('the chat is empty');
    return person;
  };
  return {
    async openPlatform() {
      const platform = await town.openPlatform();
      // People look at the process that takes their messages in.
      playground ??= platform.playground;
      return platform;
    },
    async say(text) {
      const { id: chatId, people: inside } = await people().openChat(directDraft('Li'));
      const messageId = await people().say({ chat: chatId, as: inside[0]?.id ?? '', text });
      return { chatId, messageId };
    },
    async screen(chatId) {
      return (await ours(chatId)).map(({ text, buttons = [] }) => ({
        text,
        stoppable: buttons.some(({ action }) => action === 'stop'),
      }));
    },
    async pressStop(chat) {
      const latest = (await ours(chat)).at(-1);
      const stop = latest?.buttons?.find(({ action }) => action === 'stop');
      if (!latest || !stop) throw new Error('the bot shows nothing to stop');
      const { id: as } = await personOf(chat);
      return people().press({ chat, as, message: latest.id, action: 'stop', token: stop.token });
    },
    spoil: town.spoil,
    block: chatId => people().setPresent(chatId, false),
    mentioned: async chatId =>
      (await ours(chatId)).flatMap(({ html }) => html.match(/<span class="mention">[^<]*/g) ?? []),
    takeBack: async (chat, message) => people().takeBack({ chat, as: (await personOf(chat)).id, message }),
    async files(chatId) {
      const carrying = (await ours(chatId)).filter(({ file }) => file);
      const found = await Promise.all(carrying.map(({ id }) => people().file(id)));
      return found.filter(file => file !== undefined);
    },
    async group() {
      const { id: chat, people: inside } = await people().openChat(groupDraft('Li', 'Han', 'Wang'));
      const [li, han, wang] = inside;
      if (!li || !han || !wang) throw new Error('nobody is there');
      const person = ({ id, name }: PlaygroundPerson): Person => ({ id, name });
      return {
        chatId: chat,
        async ask() {
          const replyTo = await people().say({ chat, as: wang.id, text: '明天有雨' });
          const messageId = await people().say({ chat, as: li.id, text: '@言桥 问问 @Han', replyTo });
          return { messageId, mentioned: person(han), quoted: person(wang) };
        },
        answered: async () => (await ours(chat)).map(({ replyTo }) => replyTo),
        throwOut: () => people().setPresent(chat, false),
        takeIn: () => people().setPresent(chat, true),
        disband: () => people().closeChat(chat),
      };
    },
    close: town.close,
  };
}

platformContract('console', openStage);
companyContract('console', openStage);
