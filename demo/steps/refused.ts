import { converse } from '../exchange.ts';
import { expect, soleMessage } from './expect.ts';
import type { Step } from './step.ts';

/** ERNIE's "QPS limit reached". */
const refusal = '18';

/** A call that the model refuses is made again, and people see one message. */
export const refused: Step = {
  tried: words => words.steps.refused.tried,
  async play(stage, words) {
    const { ernie } = stage;
    const callsBefore = ernie.calls.length;
    ernie.fault(`code-${refusal}`);
    const { outcome, replies } = await converse(stage, stage.direct, words.questions.refused);
    const outcomes = ernie.calls.slice(callsBefore).map(call => call.outcome);
    expect(outcome === 'answered', `the turn ended as ${outcome}`);
    expect(outcomes.join() === `${refusal},ok`, `the calls ended as ${outcomes.join(', ')}`);
    expect(
      soleMessage(replies).text.includes(words.questions.refused),
      'the answer should echo the question',
    );
    return words.steps.refused.done(outcomes.length);
  },
};
