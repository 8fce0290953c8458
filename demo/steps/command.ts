import { repliesSince } from '../exchange.ts';
import { expect, soleMessage } from './expect.ts';
import type { Step } from './step.ts';

/** A command is answered at once, and without the model. */
export const command: Step = {
  tried: words => words.steps.command.tried,
  async play(stage, words) {
    const { telegram, ernie, direct, person } = stage;
    const callsBefore = ernie.calls.length;
    const askedAt = performance.now();
    const questionId = telegram.say(direct, person, '/help');
    const replies = () => repliesSince(stage, direct, questionId);
    await Promise.race([stage.mishap, telegram.waitFor(() => replies().length > 0)]);
    const tookMs = performance.now() - askedAt;
    const { text } = soleMessage(replies());
    expect(text.includes('/new'), 'the help should tell of /new');
    expect(ernie.calls.length === callsBefore, 'the model was asked');
    return words.steps.command.done(text.split('\n').length, Math.round(tookMs));
  },
};
