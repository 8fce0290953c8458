import { converse, repliesSince } from '../exchange.ts';
import { expect, soleMessage } from './expect.ts';
import type { Step } from './step.ts';

/** By now the bot has come into the group. */
const greetingMs = 30_000;

/** A group is greeted; in it, chatter is left alone and a mention is answered. */
export const group: Step = {
  tried: words => words.steps.group.tried,
  async play(stage, words) {
    const { telegram, person } = stage;
    const isGreeted = () => repliesSince(stage, stage.group, 0).length > 0;
    await telegram.waitFor(isGreeted, greetingMs);
    const chatter = telegram.say(stage.group, person, words.questions.chatter);
    const mention = `@${telegram.bot.username} ${words.questions.group}`;
    const { questionId, outcome } = await converse(stage, stage.group, mention);
    const { text, replyTo } = soleMessage(repliesSince(stage, stage.group, chatter));
    expect(outcome === 'answered', `the turn ended as ${outcome}`);
    expect(replyTo === questionId, 'the answer should be a reply to the question');
    expect(!text.includes('@'), 'the mention should be cut out of the question');
    return words.steps.group.done(words.questions.group);
  },
};
