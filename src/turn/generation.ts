import type { Turn } from '../conversation/ownership.ts';
import type { Round } from '../conversation/round.ts';
import type { LimitedModel } from '../generation/limited.ts';
import type { IncomingMessage } from '../message.ts';
import type { Reply } from '../platform.ts';
import type { Wording } from '../wording/index.ts';
import type { RunningTurn } from './running.ts';

/** What is asked, and where its answer grows. */
export interface Generation {
  readonly turn: Turn;
  readonly running: RunningTurn;
  readonly message: IncomingMessage;
  /** The history that the question is asked with. */
  readonly rounds: readonly Round[];
  readonly model: LimitedModel;
  readonly reply: Reply;
  /** Whether nobody has sent it yet. */
  readonly isNew: boolean;
  /** In the chat's language. */
  readonly wording: Wording;
  /** The model's first text has come. */
  readonly onFirstText: () => void;
}
