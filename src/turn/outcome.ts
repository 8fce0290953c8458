import type { ModelFailureKind } from '../errors.ts';
import type { Usage } from '../model.ts';
import type { Wording } from '../wording/index.ts';

/** How asking the model ended. */
export type Ending =
  | { readonly kind: 'answered'; readonly text: string; readonly usage?: Usage; readonly truncated: boolean }
  | { readonly kind: 'stopped'; readonly text: string }
  | { readonly kind: 'cut'; readonly text: string }
  | { readonly kind: 'cleared'; readonly usage?: Usage }
  | { readonly kind: 'failed'; readonly failure: ModelFailureKind }
  | { readonly kind: 'too-long'; readonly tokens: number; readonly limit: number }
  | { readonly kind: 'nothing-to-retry' }
  | { readonly kind: 'poisoned' };

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
  readonly usage?: Usage;
}

/** Decides what the person reads last and what is remembered. */
export function outcomeOf(ending: Ending, wording: Wording, label: boolean): Outcome {
  const labelled = (text: string, ...marks: string[]) =>
    [text, ...marks, ...(label ? [`*${wording.aiLabel}*`] : [])].join('\n\n');
  const words = (markdown: string, failed: boolean): Outcome => ({
    kind: ending.kind,
    markdown,
    failed,
    forget: false,
  });

  switch (ending.kind) {
    case 'answered': {
      const usage = ending.usage ? { usage: ending.usage } : {};
      if (ending.text.trim() === '') return { ...words(wording.noAnswer, true), ...usage };
      const markdown = labelled(ending.text, ...(ending.truncated ? [wording.truncated] : []));
      return { ...words(markdown, false), remembered: ending.text, ...usage };
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
      return words(labelled(ending.text, wording.cut), true);
    case 'cleared':
      return {
        ...words(wording.cleared, false),
        forget: true,
        ...(ending.usage ? { usage: ending.usage } : {}),
      };
    case 'failed':
      return { ...words(wording.failure[ending.failure], true), failure: ending.failure };
    case 'too-long':
      return words(wording.tooLong(ending.tokens, ending.limit), true);
    case 'nothing-to-retry':
      return words(wording.nothingToRetry, false);
    case 'poisoned':
      return words(wording.apology, true);
  }
}
