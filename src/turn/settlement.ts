import { composeQuestion } from '../conversation/compose.ts';
import type { Settlement, Taken } from '../conversation/ownership.ts';
import type { Round } from '../conversation/round.ts';
import type { IncomingMessage } from '../message.ts';
import type { ReplyRecord, ReplyTarget } from '../platform.ts';
import type { Counter } from '../tally/counters.ts';
import type { Wording } from '../wording/index.ts';
import type { LastTurn } from './last-turn.ts';
import type { Outcome } from './outcome.ts';

export interface Ended {
  readonly message: IncomingMessage;
  readonly target: ReplyTarget;
  readonly record: ReplyRecord | undefined;
  readonly outcome: Outcome;
  /** The turn that `/retry` replaced. */
  readonly replaced: LastTurn | undefined;
}

/** Of what a question may have: a quotation that is remembered whole would push its own round out of the next prompt. */
const quotedShare = 1 / 2;

/** How a turn ends in Redis: what the history remembers, and what `/retry` finds. */
export function settlementOf(
  { message, target, record, outcome, replaced }: Ended,
  counts: readonly Counter[],
  wording: Wording,
  questionTokens: number,
): Settlement {
  const taken = takenBy(outcome);
  if (outcome.forget) return { history: 'clear', counts, taken };
  const inHistory = replaced?.remembered ?? false;
  const remembered = outcome.remembered !== undefined || inHistory;
  const last: { last?: LastTurn } = record ? { last: { message, target, record, remembered } } : {};
  if (outcome.remembered === undefined) return { history: 'nothing', ...last, counts, taken };
  const { sender, quoted, sentAt: at } = message;
  const round: Round = {
    question: composeQuestion(message, wording, Math.floor(questionTokens * quotedShare)),
    answer: outcome.remembered,
    messageId: message.id,
    senderId: sender.id,
    senderName: sender.name,
    ...(quoted?.senderId !== undefined && !quoted.fromBot && { quotedId: quoted.senderId }),
    at,
  };
  return { history: inHistory ? 'replace' : 'append', round, ...last, counts, taken };
}

/** What failed, or ended before any call began, is no reply that counts; its tokens are used all the same. */
function takenBy({ failed, spent }: Outcome): Taken {
  const { promptTokens = 0, completionTokens = 0 } = spent?.usage ?? {};
  return { reply: !failed && spent?.calls !== 0, tokens: promptTokens + completionTokens };
}
