import type { ReplyText } from '../../simulators/ernie/index.ts';
import { converse } from '../exchange.ts';
import { expect, soleMessage } from './expect.ts';
import type { Step } from './step.ts';

const name = 'calculate';
const product = { expression: '(17 + 25) × 3', is: '126' } as const;

/** What a function gave back is quoted by the simulated ERNIE itself. */
const callsFirst: ReplyText = ({ messages, functions }) =>
  messages.at(-1)?.role === 'user' && functions.includes(name)
    ? { calls: [{ name, arguments: JSON.stringify({ expression: product.expression }) }] }
    : undefined;

/** The model has a function called and goes on with what it gave back, in the same message. */
export const called: Step = {
  tried: words => words.steps.called.tried,
  async play(stage, words) {
    const { ernie } = stage;
    const callsBefore = ernie.calls.length;
    ernie.reply(callsFirst);
    try {
      const { outcome, replies } = await converse(
        stage,
        stage.direct,
        words.questions.called(product.expression),
      );
      const asked = ernie.calls.length - callsBefore;
      expect(outcome === 'answered', `the turn ended as ${outcome}`);
      expect(asked === 2, `the model was asked ${asked} times`);
      expect(soleMessage(replies).text.includes(product.is), 'the answer should have the result');
      return words.steps.called.done(name, product.is);
    } finally {
      ernie.reply();
    }
  },
};
