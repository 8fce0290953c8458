import { expect } from './expect.ts';
import type { Step } from './step.ts';

/** The bots that still run leave in order. */
export const leaving: Step = {
  tried: words => words.steps.leaving.tried,
  async play({ bots }, words) {
    const codes = await Promise.all(
      bots.filter(({ dismissed }) => !dismissed).map(bot => bot.end('SIGTERM')),
    );
    expect(
      codes.every(code => code === 0),
      `the exit codes are ${codes.join(', ')}`,
    );
    return words.steps.leaving.done();
  },
};
