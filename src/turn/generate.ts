import { composeQuestion } from '../conversation/compose.ts';
import type { Turn } from '../conversation/ownership.ts';
import type { Round } from '../conversation/round.ts';
import { fit } from '../conversation/window.ts';
import { PlatformFailure } from '../errors.ts';
import { linkedAbort } from '../linked-abort.ts';
import { type IncomingMessage, personKey } from '../message.ts';
import type { Prompt } from '../model.ts';
import type { Reply } from '../platform.ts';
import { keepCompany } from '../reply/company.ts';
import { type GrowingReply, growReply } from '../reply/growing.ts';
import { ask } from './ask.ts';
import { Interruption } from './interruption.ts';
import type { Ending } from './outcome.ts';
import type { TurnParts } from './parts.ts';
import type { RunningTurn } from './running.ts';

/** What is asked, and where its answer grows. */
export interface Generation {
  readonly turn: Turn;
  readonly running: RunningTurn;
  readonly message: IncomingMessage;
  /** The history that the question is asked with. */
  readonly rounds: readonly Round[];
  readonly reply: Reply;
  /** The model's first text has come. */
  readonly onFirstText: () => void;
}

/** Asks the model while the reply grows. Throws `Superseded`, or the `Interruption` that hands the turn back. */
export async function generate(parts: TurnParts, generation: Generation): Promise<Ending> {
  const { turn, running, message, rounds, reply } = generation;
  const { wording, model } = parts;
  const shown = turn.fields['shown'] ?? '';
  if (turn.fields['stop'] !== undefined) return { kind: 'stopped', text: shown };

  const { system, parameters } = parts.manner(turn.chatSettings);
  const window = fit(rounds, composeQuestion(message, wording, model.questionTokens), system, model);
  if (window.kind === 'too-long') return window;

  const growing = growReply(
    reply,
    shown,
    async visible => {
      const order = await turn.hold({ shown: visible });
      if (order === 'stop') running.abort.abort(new Interruption('stopped'));
    },
    error => running.abort.abort(error),
  );
  parts.measure.growing(1);
  try {
    return await askInCompany(parts, generation, growing, {
      ...(system ? { system } : {}),
      messages: window.messages,
      parameters,
      userHash: parts.userHash(personKey(message.platform, message.sender.id)),
    });
  } catch (error) {
    // Nobody can read it any more (blocked, kicked): no reason to go on.
    if (error instanceof PlatformFailure) return { kind: 'stopped', text: growing.visible };
    throw error;
  } finally {
    parts.measure.growing(-1);
    await growing.stop();
  }
}

/** Asks, and shows whoever waits what they wait for until the first text has come. */
async function askInCompany(
  parts: TurnParts,
  { turn, running, onFirstText }: Generation,
  growing: GrowingReply,
  prompt: Prompt,
): Promise<Ending> {
  const { wording, clock, log, model, retryLimits, alertAdmins, measure } = parts;
  const { signal } = running.abort;
  const unanswered = linkedAbort(signal);
  let words = wording.thinking;
  const company = keepCompany(
    turn.waitedMs,
    () => words,
    markdown => growing.notice(markdown),
    clock,
    unanswered.signal,
  );
  try {
    return await ask({
      model,
      prompt,
      growing,
      since: turn.since,
      signal,
      limits: retryLimits,
      clock,
      log,
      onPlace: place => {
        running.answering = false;
        words = wording.waiting(place);
      },
      onCall: () => {
        running.answering = true;
        words = wording.thinking;
      },
      onRetry: () => {
        running.answering = growing.visible !== '';
        words = wording.retrying;
      },
      onText: () => {
        if (unanswered.signal.aborted) return;
        unanswered.end();
        onFirstText();
      },
      onAlert: alertAdmins,
      measure,
    });
  } finally {
    unanswered.end();
    await company;
  }
}
