import type { Stage } from './stage.ts';
import type { Words } from './words/index.ts';

/** Presses the Stop button of the newest answer that is being written. @returns what the person reads about it */
export async function pressStop(
  { telegram, direct, group, person }: Stage,
  words: Words,
): Promise<string | undefined> {
  const growing = [direct, group]
    .flatMap(chat => telegram.messages(chat).map(message => ({ chat, message })))
    .filter(({ message }) => message.keyboard.length > 0)
    .sort((one, other) => one.message.sentAt - other.message.sentAt)
    .at(-1);
  const label = growing?.message.keyboard[0]?.[0]?.text;
  if (!growing || label === undefined) return words.nothingToStop;
  const { answered, text } = await telegram.press(growing.chat, person, growing.message.id, label);
  return answered ? text : words.buttonIgnored;
}
