import { dropHistory, type GrowingPrompt, makeRoom, tokensOf } from '../conversation/make-room.ts';
import type { Functions } from '../generation/functions/registry.ts';
import type { FunctionCall, Prompt, PromptMessage } from '../model.ts';
import { apart, seamless } from '../reply/join.ts';
import type { Wording } from '../wording/index.ts';
import { type Asked, type Asking, ask } from './ask.ts';
import type { Ending } from './outcome.ts';
import { runCalls } from './run-calls.ts';

/** How often functions are run for one answer; then the model must do with what it has. */
const mostFunctionSteps = 5;

/** With less time left than this no function is begun any more, ms. */
const shortestRunMs = 1000;

/** What is asked, and how far an answer may go. */
export interface Steps {
  readonly prompt: Prompt;
  /** Tokens that all messages may have together. */
  readonly room: number;
  /** When the message came to the head of its conversation, ms by Redis's clock. */
  readonly since: number;
  /** All steps together; after that no function is run any more. ms */
  readonly totalMs: number;
  readonly functions: Pick<Functions, 'run' | 'label'>;
  readonly wording: Pick<Wording, 'builtIns' | 'goOn' | 'noResult' | 'usingTool'>;
  /** Functions run now; the words say so, and `''` that they have ended. */
  readonly onFunctions: (words: string) => void;
  /** The vendor demands that the conversation is forgotten. */
  readonly onForget: (banRound: number | undefined) => void;
}

/**
 * Asks the model, step by step, until there is an answer: runs the functions that it wants called and asks again with their results,
 * and lets it go on, once, where its own limit cut the text. A turn that is taken over begins with the question anew.
 * Throws what ended the turn from outside.
 */
export async function answerInSteps(asking: Asking, steps: Steps): Promise<Ending> {
  const { prompt, room, totalMs } = steps;
  const { growing } = asking;
  const { functions: specs = [], messages, ...rest } = prompt;
  let growingPrompt: GrowingPrompt = { history: messages.slice(0, -1), own: messages.slice(-1) };
  let ran = 0;
  /** Whether a cut answer goes on: not yet, in the running call, or before it. */
  let goingOn: 'not-yet' | 'now' | 'done' = 'not-yet';
  const { timed, leftMs } = timing(asking, totalMs);

  for (;;) {
    const mayCall = specs.length > 0 && ran < mostFunctionSteps && leftMs() >= shortestRunMs;
    const { history, own } = growingPrompt;
    const asked = await ask(
      timed,
      { ...rest, messages: [...history, ...own], ...(mayCall ? { functions: specs } : {}) },
      { since: steps.since, seen: ran > 0 || goingOn !== 'not-yet' },
    );

    if (asked.kind === 'calls' && mayCall) {
      ran += 1;
      const called: PromptMessage = { role: 'assistant', content: growing.fresh, calls: asked.calls };
      const results = await runInSight(asking, steps, asked.calls, leftMs());
      growingPrompt = makeRoom({ history, own: [...own, called, ...results] }, room);
      growing.goOn(apart);
      if (goingOn === 'now') goingOn = 'done';
      continue;
    }
    const mayGoOn = goingOn === 'not-yet' && leftMs() > 0 && (ran === 0 || mayCall);
    if (asked.kind === 'written' && asked.truncated && mayGoOn) {
      const longer = withCutText({ history, own }, growing.fresh, steps);
      if (longer) {
        goingOn = 'now';
        growingPrompt = longer;
        growing.goOn(seamless);
        continue;
      }
    }
    if (asked.kind === 'forget') steps.onForget(asked.end.banRound);
    return endingOf(asked, asking, goingOn === 'now');
  }
}

/** The same asking, which hears its first call: the time of all steps begins with it. */
function timing(asking: Asking, totalMs: number) {
  const { clock, onCall } = asking;
  let overAt: number | undefined;
  const timed: Asking = {
    ...asking,
    onCall() {
      overAt ??= clock.now() + totalMs;
      onCall();
    },
  };
  return { timed, leftMs: () => (overAt ?? Number.POSITIVE_INFINITY) - clock.now() };
}

/** Runs functions while the growing reply says so. */
async function runInSight(
  asking: Asking,
  { functions, wording, onFunctions }: Steps,
  calls: readonly FunctionCall[],
  leftMs: number,
): Promise<PromptMessage[]> {
  const { signal, clock, log } = asking;
  const labels = new Set(calls.map(({ name }) => functions.label(name, wording) ?? wording.usingTool));
  onFunctions([...labels].join(' '));
  try {
    return await runCalls(calls, { functions, signal, leftMs, wording, clock, log });
  } finally {
    onFunctions('');
  }
}

/** The messages with which the model goes on where it was cut; `undefined` where there is no room. */
function withCutText(
  { history, own }: GrowingPrompt,
  text: string,
  { room, wording }: Steps,
): GrowingPrompt | undefined {
  if (text.trim() === '') return undefined;
  const longer: PromptMessage[] = [
    ...own,
    { role: 'assistant', content: text },
    { role: 'user', content: wording.goOn },
  ];
  const fitting = dropHistory({ history, own: longer }, room);
  return tokensOf(fitting.history) + tokensOf(fitting.own) <= room ? fitting : undefined;
}

function endingOf(asked: Asked, { growing }: Asking, wentOn: boolean): Ending {
  const { text, visible } = growing;
  switch (asked.kind) {
    case 'calls': // with nothing left to call
      return { kind: 'answered', text, truncated: false };
    case 'written':
      return { kind: 'answered', text, truncated: asked.truncated };
    case 'forget':
      return { kind: 'cleared', ...(asked.end.textMayStay ? { text } : {}) };
    case 'failed': {
      const { kind: failure } = asked.failure;
      // What the vendor's filter broke off is not to stand there.
      if (failure === 'unsafe') return { kind: 'failed', failure };
      // What people have read does not become less.
      const longer = text.length > visible.length ? text : visible;
      // What came before the cut is an answer by itself.
      if (wentOn) return { kind: 'answered', text: longer, truncated: true };
      return visible === '' ? { kind: 'failed', failure } : { kind: 'cut', text: longer, failure };
    }
  }
}
