import type { ScreenMessage } from '../../simulators/telegram/screen.ts';
import { keyOf, repliesSince, settled } from '../exchange.ts';
import { inSeconds } from '../seconds.ts';
import { expect, soleMessage } from './expect.ts';
import type { Step } from './step.ts';

/** The contract's 30 s, and what a busy machine may need to write the rest. */
const patienceMs = 45_000;
const countsTo = 40;
/** Killed when people have read this far, and in an edit: only then is it sure that the first send was recorded. */
const killedAt = '7。';

/** A worker that is killed in mid-answer is followed by another, which finishes the same message. */
export const killed: Step = {
  tried: words => words.steps.killed.tried,
  async play(stage, words) {
    const { telegram, direct, journal, bots } = stage;
    const questionId = telegram.say(direct, stage.person, words.questions.long);
    const growing = () =>
      repliesSince(stage, direct, questionId).find(
        ({ text, edits }) => text.includes(killedAt) && edits.length > 1,
      );
    const before = await Promise.race([stage.mishap, telegram.waitFor(growing)]);

    const key = keyOf(direct, questionId);
    const started = journal.find(
      ({ event, fields }) => event === 'turn.started' && fields['message'] === key,
    );
    const victim = bots.find(({ pid }) => pid === started?.pid);
    expect(victim !== undefined, 'nobody seems to answer');
    await victim.end('SIGKILL');
    const killedAtMs = performance.now();

    const { outcome, pid, replies } = await settled(stage, direct, questionId, patienceMs);
    const tookMs = performance.now() - killedAtMs;
    const after = soleMessage(replies);
    expect(outcome === 'answered', `the turn ended as ${outcome}`);
    expect(pid !== victim.pid, 'the killed process ended the turn');
    expect(after.id === before.id, 'the answer should be finished in the same message');
    expect(isWhole(after), `the numbers from 1 to ${countsTo} should stand there once: ${after.text}`);
    expect(onlyGrew(after), 'what people had read should stay until there is more');
    return words.steps.killed.done(victim.pid, before.text.slice(-8), pid, inSeconds(tookMs));
  },
};

const isWhole = ({ text }: ScreenMessage): boolean => {
  const numbers = text.match(/\d+/g) ?? [];
  return numbers.length === countsTo && numbers.every((number, index) => Number(number) === index + 1);
};

/** No state took away what an earlier one had counted. */
const onlyGrew = ({ edits }: ScreenMessage): boolean => {
  const counted = edits.map(({ text }) => text.match(/\d+/g)?.length ?? 0);
  return counted.every((count, index) => count >= (counted[index - 1] ?? 0));
};
