import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { dingtalk } from '../../../adapters/dingtalk/index.ts';
import { startDingtalk } from '../../../simulators/dingtalk/index.ts';
import { listen, readBody, sendJson } from '../../../simulators/http.ts';
import type { Platform } from '../../../src/platform.ts';
import { type CompanyStage, companyContract } from '../company-contract.ts';
import { platformContract } from '../platform-contract.ts';
import { openWorld, settingsFor } from './world.ts';

/** @param redeliverMs after which comes again what is not acknowledged: soon, on a slow machine, it comes twice */
async function openStage(mode: 'stream' | 'webhook', redeliverMs = 20): Promise<CompanyStage> {
  const simulator = await startDingtalk({ redeliverMs });
  const settings = settingsFor(simulator, { DINGTALK_MODE: mode });
  const prefix = `test-${randomUUID()}`;
  const closes: (() => unknown)[] = [];
  let latest: Platform | undefined;
  if (mode === 'webhook') {
    const door = await listen(async (req, res) => {
      const headers = Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, [value].flat()[0]]),
      );
      const answer = await latest?.intake.webhook?.({ headers, body: await readBody(req) });
      sendJson(res, answer?.status ?? 404, answer?.body ?? {});
    });
    closes.push(() => door.close());
    simulator.deliverTo(`${door.url}/webhooks/dingtalk`);
  }
  // Cards cannot be taken back: what is over says nothing any more.
  const ours = (id: string) => simulator.messages({ id }).filter(({ byBot, text }) => byBot && text !== '…');
  const people = new Map<string, ReturnType<typeof simulator.person>>();
  return {
    async openPlatform() {
      const { world, close } = openWorld(inject('redisUrl'), { prefix });
      closes.push(close);
      latest = await dingtalk.create(settings, world);
      return latest;
    },
    say(text) {
      const person = simulator.person();
      const chat = simulator.direct(person);
      people.set(chat.id, person);
      const asker = { id: person.staffId ?? person.senderId, name: person.name };
      return { chatId: chat.id, messageId: simulator.say(chat, person, text), asker };
    },
    screen: chatId =>
      ours(chatId).map(({ text, buttons }) => ({ text, stoppable: buttons.some(({ id }) => id === 'stop') })),
    async pressStop(chatId) {
      const message = ours(chatId).at(-1);
      const person = people.get(chatId);
      if (!message || !person) throw new Error('the bot shows nothing');
      return (await simulator.press({ id: chatId }, person, message.id, 'stop')).notice;
    },
    spoil: (_chatId, how) => simulator.fault({ kind: how === 'busy' ? 'too-fast' : 'server-error' }),
    block: id => simulator.block({ id }),
    mentioned: chatId => ours(chatId).flatMap(({ mentions }) => mentions),
    takeBack: (id, messageId) => simulator.recall({ id }, messageId),
    files: chatId =>
      ours(chatId).flatMap(({ file }) =>
        (file?.entries ?? []).map(({ name, content: text }) => ({ name, text })),
      ),
    group() {
      const [li, han, wang] = ['小李', '小韩', '小王'].map(name => simulator.person({ name }));
      if (!li || !han || !wang) throw new Error('nobody is there');
      const room = simulator.group({ title: '群', isCoolApp: true });
      const toUs = { mentions: [simulator.bot] };
      const person = ({ staffId: id = '', name }: typeof li) => ({ id, name });
      return {
        chatId: room.id,
        ask() {
          // Who is quoted is known by what they said to us before.
          const replyTo = simulator.say(room, wang, '明天有雨', toUs);
          const messageId = simulator.say(room, li, '问问', { mentions: [simulator.bot, han], replyTo });
          const { id } = person(han);
          return {
            messageId,
            asker: person(li),
            mentioned: { id, name: id.slice(-4) },
            quoted: person(wang),
          };
        },
        answered: () => [],
        throwOut: () => simulator.kick(room),
        takeIn: () => simulator.admit(room),
        disband: () => simulator.disband(room),
      };
    },
    async close() {
      for (const close of closes.reverse()) await close();
      await simulator.close();
    },
  };
}

platformContract('dingtalk', () => openStage('stream'), { mode: 'stream' });
platformContract('dingtalk', () => openStage('webhook'), { mode: 'webhook', buttons: false });
companyContract('dingtalk', () => openStage('stream', 60_000), { replies: false, names: false });
