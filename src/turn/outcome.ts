import type { ModelFailureKind } from '../errors.ts';
import { thinkingFolded } from '../reply/thinking.ts';
import type { Wording } from '../wording/index.ts';
import type { Spent } from './spent.ts';

/** How asking the model ended. */
export type Ending =
  | { readonly kind: 'answered'; readonly text: string; readonly truncated: boolean }
  | { readonly kind: 'stopped'; readonly text: string }
  /** Something was written already when it failed for good. */
  | { readonly kind: 'cut'; readonly text: string; readonly failure: ModelFailureKind }
  /** `text`: what may stay on the screen; absent: it is taken back. */
  | { readonly kind: 'cleared'; readonly text?: string }
  | { readonly kind: 'failed'; readonly failure: ModelFailureKind }
  | { readonly kind: 'too-long'; readonly tokens: number; readonly limit: number }
  /** A word of the list was in the question, or in the answer. */
  | { readonly kind: 'question-refused' }
  | { readonly kind: 'answer-refused' }
  | { readonly kind: 'nothing-to-retry' }
  | { readonly kind: 'poisoned' };

/** An ending, and the way to it. */
export interface Conclusion {
  readonly ending: Ending;
  /** What the model thought, where people may read it. */
  readonly thinking: string;
  readonly spent: Spent;
}

export type OutcomeKind = Ending['kind'];

/** How a turn ends: plain JSON, saved before the last state is shown, so that another process can finish it. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly failure?: ModelFailureKind;
  /** The last state of the reply. */
  readonly markdown: string;
  /** Whether the platform should mark it as failed. */
  readonly failed: boolean;
  /** What the history remembers as the answer; absent: the turn leaves no trace. */
  readonly remembered?: string;
  /** The vendor demands that the whole history goes. */
  readonly forget: boolean;
  /** Absent where another version of the bot saved it. */
  readonly spent?: Spent;
}

/** Decides what the person reads last and what is remembered. What the model thought is never remembered. */
export function outcomeOf(
  { ending, thinking, spent }: Conclusion,
  wording: Wording,
  label: boolean,
): Outcome {
  const labelled = (text: string, ...marks: string[]) =>
    [thinkingFolded(thinking, wording.thoughts), text, ...marks, label ? `*${wording.aiLabel}*` : '']
      .filter(part => part !== '')
      .join('\n\n');
  const words = (markdown: string, failed: boolean): Outcome => ({
    kind: ending.kind,
    markdown,
    failed,
    forget: false,
    spent,
  });

  switch (ending.kind) {
    case 'answered': {
      if (ending.text.trim() === '') return words(wording.noAnswer, true);
      const markdown = labelled(ending.text, ...(ending.truncated ? [wording.truncated] : []));
      return { ...words(markdown, false), remembered: ending.text };
    }
    case 'stopped': {
      if (ending.text === '') {
        return { ...words(wording.stoppedEmpty, false), remembered: wording.stopped };
      }
      return {
        ...words(labelled(ending.text, wording.stopped), false),
        remembered: `${ending.text}\n\n${wording.stopped}`,
      };
    }
    case 'cut':
      return words(labelled(ending.text, whyCut(ending.failure, wording)), true);
    case 'cleared': {
      const { text = '' } = ending;
      const markdown = text.trim() === '' ? wording.cleared : labelled(text, wording.clearedBelow);
      return { ...words(markdown, false), forget: true };
    }
    case 'failed':
      return { ...words(wording.failure[ending.failure], true), failure: ending.failure };
    case 'too-long':
      return words(wording.tooLong(ending.tokens, ending.limit), true);
    case 'question-refused':
      return words(wording.questionRefused, true);
    case 'answer-refused':
      return words(wording.answerRefused, true);
    case 'nothing-to-retry':
      return words(wording.nothingToRetry, false);
    case 'poisoned':
      return words(wording.apology, true);
  }
}

/** A later call of the answer may fail of anything; what broke off says no more than that. */
function whyCut(failure: ModelFailureKind, wording: Wording): string {
  const brokeOff = failure === 'broken' || failure === 'silent' || failure === 'unavailable';
  return brokeOff ? wording.cut : `⚠️ ${wording.failure[failure]}`;
}
