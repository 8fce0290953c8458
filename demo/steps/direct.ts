import { converse } from '../exchange.ts';
import { inSeconds } from '../seconds.ts';
import { expect, soleMessage } from './expect.ts';
import type { Step } from './step.ts';

/** A direct message is answered in one message that grows. */
export const direct: Step = {
  tried: words => words.steps.direct.tried,
  async play(stage, words) {
    const question = words.questions.direct;
    const { outcome, replies } = await converse(stage, stage.direct, question);
    const { text, edits, sentAt } = soleMessage(replies);
    const states = edits.map(state => state.text);
    expect(outcome === 'answered', `the turn ended as ${outcome}`);
    expect(text.includes(question), 'the answer should echo the question');
    expect(states.length > 1, 'the answer came in one piece');
    return words.steps.direct.done(question, states.length, inSeconds((edits.at(-1)?.at ?? 0) - sentAt));
  },
};
