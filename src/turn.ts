import type { Turn } from './conversation/ownership.ts';
import { PlatformFailure, Superseded } from './errors.ts';
import { chatKey, personKey } from './message.ts';
import { answering, type Reply, type ReplyRecord, type ReplyTarget } from './platform.ts';
import { generate } from './turn/generate.ts';
import { Interruption } from './turn/interruption.ts';
import type { LastTurn } from './turn/last-turn.ts';
import { type Conclusion, type Ending, type Outcome, outcomeOf } from './turn/outcome.ts';
import type { TurnParts } from './turn/parts.ts';
import type { RunningTurn } from './turn/running.ts';
import { settlementOf } from './turn/settlement.ts';
import type { Wording } from './wording/index.ts';

/** A turn that killed this many workers ends with an apology; those that died while it only waited did not die of it. */
const crashesBorne = 3;
/** One that not even the apology could end by then ends without a word, so that the ones behind it are answered. */
const failuresBorne = 2 * crashesBorne;

/**
 * Takes the turn at the head of a conversation: history + question → model → reply → history.
 *
 * The end has an order. (1) The outcome is saved in the reply's record, fenced; (2) the platform confirms the last
 * state; (3) one script writes history and counters and takes the message out of the mailbox. A crash before 1: the
 * model is asked again; between 1 and 2: the saved text is sent, without a model call; between 2 and 3: the last edit
 * is repeated, then 3.
 *
 * @returns how many messages still wait in the conversation. Throws `Superseded` when another process took over.
 */
export function takingTurns(parts: TurnParts): (conversation: string) => Promise<number> {
  const { begin, running, log } = parts;
  return async conversation => {
    const turn = await begin(conversation);
    if (!turn) return 0;
    const { messageKey, fence, begun } = turn;
    log('turn.started', { conversation, message: messageKey, fence, begun });
    const here: RunningTurn = { messageKey, abort: new AbortController(), answering: false };
    running.add(conversation, here);
    try {
      return await answer(parts, turn, here);
    } catch (error) {
      if (error instanceof Interruption) {
        await turn.handBack();
        log('turn.handed-back', { conversation, message: messageKey });
        return 1;
      }
      if (error instanceof Superseded) log('turn.superseded', { conversation, message: messageKey });
      else if (begun > failuresBorne) {
        log('turn.failed', { conversation, error });
        return await turn.settle({ history: 'nothing', counts: [] });
      }
      throw error;
    } finally {
      running.remove(conversation, here);
    }
  };
}

async function answer(parts: TurnParts, turn: Turn, running: RunningTurn): Promise<number> {
  const { clock, measure, log } = parts;
  const startedAt = clock.now();
  let firstTextMs: number | undefined;

  const replaced = turn.question.retry ? await parts.lastOf(turn.conversation) : undefined;
  const asksNothing = turn.question.retry && !replaced;
  const message = replaced?.message ?? turn.question.message;
  const wording = parts.wordingIn(turn.chatSettings.locale);
  const model = parts.modelFor(turn.chatSettings.model);
  const buttons = {
    token: parts.buttonToken(turn.messageKey),
    labels: { stop: wording.stopButton, retry: wording.retryButton, new: wording.newButton },
  };
  const target = { ...answering(message), buttons };
  const { reply, record } = await openReply(parts, turn, target, replaced);
  try {
    const outcome =
      parseField<Outcome>(turn, 'outcome') ??
      (await conclude(parts, turn, wording, async () => {
        if (turn.begun > crashesBorne) return unasked({ kind: 'poisoned' }, model.name);
        if (asksNothing) return unasked({ kind: 'nothing-to-retry' }, model.name);
        const rounds = replaced?.remembered ? turn.rounds.slice(0, -1) : turn.rounds;
        const onFirstText = () => {
          firstTextMs = turn.waitedMs + clock.now() - startedAt;
          measure.firstText(firstTextMs);
        };
        const isNew = record() === undefined;
        return generate(parts, { turn, running, message, rounds, model, reply, isNew, wording, onFirstText });
      }));
    const isReachable = await land(parts, turn, target, reply, record, outcome);

    const at = clock.now();
    const settled = {
      at,
      // A new answer is the business of who asked for it, be the question somebody else's.
      person: personKey(message.platform, turn.question.message.sender.id),
      chat: chatKey(message),
      ...(outcome.failed ? { failure: outcome.failure ?? outcome.kind } : {}),
      ...outcome.spent,
      ...(firstTextMs === undefined ? {} : { firstTextMs }),
    };
    const counts = asksNothing ? [] : parts.countersFor(settled);
    // A retry that found nothing is itself no question to ask anew.
    const ended = { message, target, record: asksNothing ? undefined : record(), outcome, replaced };
    const waiting = await turn.settle(settlementOf(ended, counts, wording, model.questionTokens));
    const tookMs = at - startedAt;
    measure.turnSettled(outcome.kind, turn.waitedMs + tookMs);
    log('turn.settled', {
      conversation: turn.conversation,
      message: turn.messageKey,
      outcome: outcome.kind,
      tookMs,
    });
    if (waiting === 0 || isReachable) return waiting;
    await parts.withdrawAll(turn.conversation);
    return 0;
  } finally {
    reply.release();
  }
}

/** The reply that a former process began, or `/retry` replaces, else a new one; and its newest record. */
async function openReply(
  parts: TurnParts,
  turn: Turn,
  target: ReplyTarget,
  replaced: LastTurn | undefined,
): Promise<{ reply: Reply; record: () => ReplyRecord | undefined }> {
  const name = turn.question.message.platform;
  const platform = parts.platform(name);
  if (!platform) {
    await turn.handBack();
    throw new Error(`This process has no settings for ${name}; another one must answer.`);
  }
  let record = parseField<ReplyRecord>(turn, 'record') ?? replaced?.record;
  const keep = async (newest: ReplyRecord) => {
    record = newest;
    await turn.hold({ record: JSON.stringify(newest) });
  };
  const reply = record ? platform.resume(target, record, keep) : platform.open(target, keep);
  return { reply, record: () => record };
}

/** Step 1 of the end. */
async function conclude(
  parts: TurnParts,
  turn: Turn,
  wording: Wording,
  work: () => Promise<Conclusion>,
): Promise<Outcome> {
  const outcome = outcomeOf(await work(), wording, parts.aiLabel);
  await turn.hold({ outcome: JSON.stringify(outcome) });
  return outcome;
}

/** An ending for which the model was not asked. */
function unasked(ending: Ending, model: string): Conclusion {
  return { ending, thinking: '', spent: { model, calls: 0 } };
}

/**
 * Step 2: what the platform will not take now is left for later; what it never will is given up.
 * @returns whether the chat can still be written to
 */
async function land(
  parts: TurnParts,
  turn: Turn,
  target: ReplyTarget,
  reply: Reply,
  record: () => ReplyRecord | undefined,
  { failed, markdown }: Outcome,
): Promise<boolean> {
  try {
    await (failed ? reply.fail(markdown) : reply.finish(markdown));
    return true;
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    const { kind } = error;
    const { platform } = turn.question.message;
    parts.log('platform.refused', { platform, chat: target.chat.id, method: 'finish', kind, error });
    if (kind === 'gone' || kind === 'refused') return kind === 'refused';
    const inMs = Math.max(error.retryInMs, 1000);
    await parts.showLater(turn, { target, record: record(), markdown, inMs });
    return true;
  }
}

function parseField<T>(turn: Turn, name: string): T | undefined {
  const text = turn.fields[name];
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
