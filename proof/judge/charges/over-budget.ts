import type { Case } from '../case.ts';
import type { Span } from '../evidence.ts';
import { inOrder } from '../in-order.ts';
import type { Finding } from '../verdict.ts';

/**
 * Calls of the model beyond what may begin in any such time; refused ones count too. A call that was seen when the
 * simulators stood still may have come as early as that began, and has the benefit of the doubt.
 */
export function overBudget({ evidence }: Case): readonly Finding[] {
  const { budget, stalls, modelCalls } = evidence;
  const calls = inOrder(
    modelCalls,
    ({ at }) => at,
    ({ question }) => question,
    ({ by }) => by,
  );
  const spans = merged(stalls);
  return calls.flatMap((call, i) => {
    const before = calls[i - budget.calls];
    if (!before || call.at - earliest(before.at, spans) >= budget.perMs) return [];
    const most = `${budget.calls} calls within ${budget.perMs} ms`;
    const words = `The call about question ${call.question} was more than ${most}.`;
    return [{ charge: 'over-budget', question: call.question, messages: [], words }];
  });
}

function earliest(at: number, spans: readonly Span[]): number {
  return spans.find(({ from, until }) => from <= at && at <= until)?.from ?? at;
}

/** Of spans that touch, one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const done: Span[] = [];
  for (const { from, until } of inOrder(spans, span => span.from)) {
    const last = done.at(-1);
    if (last && from <= last.until)
      done.splice(-1, 1, { from: last.from, until: Math.max(last.until, until) });
    else done.push({ from, until });
  }
  return done;
}
