import { z } from 'zod';

/**
 * Telegram knows no key that would make the repetition of a send harmless. One whose confirmation was lost is repeated
 * once, and then its twin is looked for and removed. The Stop button is the mark to find it by: each message of an answer
 * comes with it, and the last state takes it away. What has none, as a command's answer, replies to its question with each
 * page, and is found by that. What neither has a button nor answers anybody may stand twice: better than never. After two
 * losses only the last state is tried, and that as often as twins can be found.
 */
const lostAtMost = 1;
const findableLostAtMost = 4;

/** What another process needs of them. */
export const lossesRecord = z.object({
  /** For each send that may have left a message that is not noted, the newest one before it. */
  sentAfter: z.array(z.int()).optional(),
  /** Who has been asked whether it is a twin; of the last one it is not known what it said. */
  asked: z.array(z.int()).optional(),
});

export type LossesRecord = z.infer<typeof lossesRecord>;

/** What sends may have left that nobody could note. */
export interface Losses {
  record(): LossesRecord;
  /** So many messages, and no more, may be there. */
  twinsAtMost(): number;
  /** A send begins. @param newest the newest message that is known by then */
  sends(newest: number): void;
  /** How the send ended is known: its message is noted, or there is none. */
  ended(): void;
  /** How the send ended is not known. */
  lost(): void;
  /** Whether a growing text may still be sent. */
  mayGrow(): boolean;
  /** Whether a last state may be sent once more. */
  mayRepeat(): boolean;
  /** A group that has become a supergroup has another row of numbers, from 1 on, and its old messages are not there. */
  moved(): void;
  /** Who is asked next whether it is a twin. */
  asks(messageId: number): void;
  /** It is one. Until it is removed, a successor has to find it too. */
  found(messageId: number): void;
  /** The twins were looked for. */
  clear(): void;
}

/** @param isFindable whether a twin can be told from other messages */
export function openLosses(known: LossesRecord, isFindable: boolean): Losses {
  let lostHere = 0;
  let lostAfter: readonly number[] = known.sentAfter ?? [];
  /** Whoever went before may have lost as many as anybody does. */
  let twinsAtMost = lostAfter.length === 0 ? 0 : findableLostAtMost + 1;
  let underWayAfter: number | undefined;
  let { asked = [] } = known;

  const sentAfter = () => [
    ...new Set(underWayAfter === undefined ? lostAfter : [...lostAfter, underWayAfter]),
  ];

  return {
    record() {
      const after = sentAfter();
      return { ...(after.length > 0 && { sentAfter: after }), ...(asked.length > 0 && { asked }) };
    },
    twinsAtMost: () => twinsAtMost,
    sends(newest) {
      underWayAfter = newest;
    },
    ended() {
      underWayAfter = undefined;
    },
    lost() {
      lostAfter = sentAfter();
      underWayAfter = undefined;
      lostHere += 1;
      twinsAtMost += 1;
    },
    mayGrow: () => lostHere <= lostAtMost,
    mayRepeat: () => lostHere <= (isFindable ? findableLostAtMost : lostAtMost),
    moved() {
      if (lostAfter.length > 0) lostAfter = [0];
      if (underWayAfter !== undefined) underWayAfter = 0;
      asked = [];
    },
    asks(messageId) {
      asked = [...asked.filter(id => id !== messageId), messageId];
    },
    found(messageId) {
      asked = asked.filter(id => id !== messageId);
      twinsAtMost -= 1;
    },
    clear() {
      lostAfter = [];
      asked = [];
      twinsAtMost = 0;
    },
  };
}
