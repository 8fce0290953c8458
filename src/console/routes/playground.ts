import { z } from 'zod';
import type { Playground } from '../../playground.ts';
import { json, problem } from '../answers.ts';
import type { Route } from '../route.ts';

const name = z.string().min(1).max(200);
const role = z.enum(['member', 'chat-admin', 'admin']);

const touch = z.object({ chat: name, as: name, message: name });
const sayings = z.object({
  chat: name,
  as: name,
  text: z.string(),
  replyTo: name.exactOptional(),
  mention: z.boolean().exactOptional(),
  id: name.exactOptional(),
});
const presses = touch.extend({ action: z.enum(['stop', 'retry', 'new']), token: name });
const edits = touch.extend({ text: z.string() });
const drafts = z.object({
  kind: z.enum(['direct', 'group']),
  title: z.string(),
  people: z.array(z.object({ id: name.exactOptional(), name: z.string(), role })).max(50),
});
const presences = z.object({ chat: name, present: z.boolean() });

/** What people of the playground do. The playground itself says what can be; its refusals are answered by their kind. */
export function playgroundRoutes(playground: Playground): readonly Route[] {
  return [
    { method: 'GET', path: 'chats', answer: async () => json({ chats: await playground.chats() }) },
    {
      method: 'GET',
      path: 'chats/:id',
      answer: async ({ params: [id = ''] }) => json({ messages: await playground.messages(id) }),
    },
    {
      method: 'POST',
      path: 'chats',
      answer: async ({ said }) => json(await playground.openChat(drafts.parse(said))),
    },
    {
      method: 'POST',
      path: 'chats/:id/close',
      async answer({ params: [id = ''] }) {
        await playground.closeChat(id);
        return json({});
      },
    },
    {
      method: 'POST',
      path: 'presence',
      async answer({ said }) {
        const { chat, present } = presences.parse(said);
        await playground.setPresent(chat, present);
        return json({});
      },
    },
    {
      method: 'POST',
      path: 'say',
      answer: async ({ said }) => json({ id: await playground.say(sayings.parse(said)) }),
    },
    {
      method: 'POST',
      path: 'edit',
      async answer({ said }) {
        await playground.edit(edits.parse(said));
        return json({});
      },
    },
    {
      method: 'POST',
      path: 'recall',
      async answer({ said }) {
        await playground.takeBack(touch.parse(said));
        return json({});
      },
    },
    {
      method: 'POST',
      path: 'press',
      answer: async ({ said }) => json({ text: (await playground.press(presses.parse(said))) ?? '' }),
    },
    {
      method: 'GET',
      path: 'files/:message',
      async answer({ params: [message = ''] }) {
        const file = await playground.file(message);
        if (!file) return problem('not-found');
        return {
          status: 200,
          headers: {
            'content-type': 'application/octet-stream',
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          },
          body: file.text,
        };
      },
    },
  ];
}
