import type { IncomingMessage, Person, Quoted } from '../../../src/message.ts';
import type { Acquaintances } from '../acquaintances.ts';
import { isStaff } from '../staff.ts';

/** A message in which everybody has the id by which rules know people; who is quoted and never spoke to us has none. */
export async function recognise(
  message: IncomingMessage,
  { idOf }: Pick<Acquaintances, 'idOf'>,
): Promise<IncomingMessage> {
  const { quoted, mentions } = message;
  const [author, people] = await Promise.all([
    quoted && authorOf(quoted),
    mentions && Promise.all(mentions.map(met)),
  ]);
  return { ...message, ...(author && { quoted: author }), ...(people && { mentions: people }) };

  async function authorOf({ senderId: encryptedId, ...words }: Quoted): Promise<Quoted> {
    const senderId = encryptedId === undefined ? undefined : await idOf(encryptedId);
    return { ...words, ...(senderId !== undefined && { senderId }) };
  }

  async function met({ id, name }: Person): Promise<Person> {
    return { id: isStaff(id) ? id : ((await idOf(id)) ?? id), name };
  }
}
