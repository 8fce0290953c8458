import { Superseded } from '../../../src/errors.ts';
import type { Losses } from './losses.ts';
import type { Numbers } from './numbers.ts';
import type { Insist } from './patience.ts';
import type { Look, Screen } from './screen.ts';
import type { Outcome, Writer } from './writer.ts';

export interface PageParts {
  readonly writer: Pick<Writer, 'chatId' | 'send' | 'edit' | 'remove'>;
  readonly screen: Screen;
  readonly losses: Losses;
  readonly numbers: Numbers;
  /** The Stop button with which each message comes, so that its twin can be found. */
  readonly mark: string | undefined;
  readonly keep: () => Promise<void>;
  readonly clearTwins: () => Promise<void>;
}

/** Brings a page to the screen: in a message of its own, or by an edit of the one that it has. */
export type WritePage = (index: number, look: Look, insist: Insist) => Promise<void>;

export function openPageWriter(parts: PageParts): WritePage {
  const { writer, screen, losses, numbers, mark, keep, clearTwins } = parts;

  /** Kept before, so that nothing is sent by who no longer owns the reply, and after, so that a successor knows what is there. */
  async function send(index: number, { page }: Look): Promise<Outcome> {
    losses.sends(await numbers.newest(writer.chatId()));
    await keep();
    const outcome = await writer.send(page, index === 0, mark);
    if (outcome.kind === 'failed') {
      if (outcome.repeatable) {
        losses.ended();
        await keep();
      } else losses.lost();
      return { ...outcome, repeatable: losses.mayRepeat() };
    }
    numbers.saw(writer.chatId(), outcome.messageId);
    screen.put(index, outcome.messageId, { page, stopToken: mark });
    losses.ended();
    await keep().catch(error => takeBack(outcome.messageId, error));
    await clearTwins();
    return outcome;
  }

  /**
   * Whoever stood still for so long that another has gone on knows alone what it has sent when it woke up; what it had noted
   * before, the other has made its own.
   */
  async function takeBack(messageId: number, error: unknown): Promise<never> {
    if (error instanceof Superseded && !error.hasNoted) await writer.remove(messageId);
    throw error;
  }

  /** @param isFresh it was sent a moment ago: if it is gone, somebody deletes what we send, and would do so again */
  async function write(index: number, look: Look, isFresh: boolean): Promise<Outcome> {
    const messageId = screen.idAt(index);
    if (messageId === undefined) return send(index, look);
    const edited = await writer.edit(messageId, look.page, look.stopToken);
    const hasMoved = screen.idAt(index) === undefined;
    if (edited === 'vanished' && (hasMoved || !isFresh)) return send(index, look);
    const outcome: Outcome = edited === 'vanished' ? { kind: 'landed', messageId } : edited;
    if (outcome.kind === 'landed') screen.put(index, messageId, look);
    return outcome;
  }

  return async (index, look, insist) => {
    const before = screen.idAt(index);
    // A message that comes with the mark, and is not to have it, is edited right after.
    while (!screen.shows(index, look)) await insist(() => write(index, look, screen.idAt(index) !== before));
  };
}
