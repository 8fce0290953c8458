import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { insist } from '../../../src/insist.ts';
import type { ReplyTarget, TextFile } from '../../../src/platform.ts';
import type { PlaygroundMessage } from '../../../src/playground.ts';
import { firstChat } from '../first-chats.ts';
import type { Space } from '../space.ts';
import { check, failureOf } from './trouble.ts';

/** How long a last state waits for Redis, milliseconds. */
const landingMs = 60_000;

/** Writes messages of the bot. A message has its id from the beginning: to write it twice shows it once. */
export interface Writer {
  /** Throws `PlatformFailure`. @param pen see `Messages.put` */
  write(message: PlaygroundMessage, pen: number, file?: TextFile): Promise<void>;
  /** The same, again and again until it has landed, or cannot. */
  land(message: PlaygroundMessage, pen: number, file?: TextFile): Promise<void>;
}

export function openWriter(
  space: Space,
  { clock }: Pick<World, 'clock'>,
  { questionId }: Pick<ReplyTarget, 'questionId'>,
): Writer {
  const write: Writer['write'] = async (message, pen, file) => {
    try {
      const written = await space.messages.put(message, pen, file);
      // What nobody asked for finds its chat also where nobody has looked at the playground yet.
      const chat = written === 'gone' && questionId === undefined ? firstChat(message.chat) : undefined;
      const opened = chat?.kind === 'direct' && (await space.chats.open(chat)) === 'opened';
      check(opened ? await space.messages.put(message, pen, file) : written);
    } catch (error) {
      throw failureOf(error);
    }
  };
  return {
    write,
    land: (message, pen, file) =>
      insist(() => write(message, pen, file), isWorthIt, { clock, deadline: clock.now() + landingMs }),
  };
}

async function isWorthIt(error: unknown): Promise<boolean> {
  return error instanceof PlatformFailure && (error.kind === 'busy' || error.kind === 'unreachable');
}
