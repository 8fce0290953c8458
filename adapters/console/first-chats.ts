import type { PlaygroundPerson } from '../../src/playground.ts';
import type { About } from './space/chats.ts';

const ada: PlaygroundPerson = { id: 'ada', name: 'Ada', role: 'chat-admin' };
const lin: PlaygroundPerson = { id: 'lin', name: '小林', role: 'member' };
const wei: PlaygroundPerson = { id: 'wei', name: '老魏', role: 'member' };
/** Who opened the console: the only one of them who is one of the bot's admins. */
export const admin: PlaygroundPerson = { id: 'admin', name: 'Admin', role: 'admin' };

const directOf = (person: PlaygroundPerson): About => ({
  id: person.id,
  kind: 'direct',
  title: person.name,
  people: [person],
});

/** The chats of a playground that nobody has looked at yet. A direct chat has its person's id: the bot may begin to speak there. */
export const firstChats: readonly About[] = [
  directOf(admin),
  directOf(ada),
  { id: 'tea-room', kind: 'group', title: '茶水间 · Tea room', people: [ada, lin, wei, admin] },
];

/** One of these; undefined for others. */
export const firstChat = (id: string): About | undefined => firstChats.find(chat => chat.id === id);
