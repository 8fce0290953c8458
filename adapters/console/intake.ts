import type { World } from '../../src/adapter.ts';
import { openInHand } from '../../src/in-hand.ts';
import { openIntakeState } from '../../src/intake-state.ts';
import type { ButtonPress } from '../../src/message.ts';
import type { Accept, Intake } from '../../src/platform.ts';
import { openPressAnswer } from '../../src/press-answer.ts';
import { openBell } from './intake/bell.ts';
import { deliver } from './intake/deliver.ts';
import type { Space } from './space.ts';

/** How often a process looks for what another left behind, and tries again what was refused, milliseconds. */
const lookMs = 1000;
/** How long somebody who pressed a button waits for words, milliseconds. */
const pressMs = 5000;

/** How what people do in the playground reaches the bot. */
export interface ConsoleIntake extends Intake {
  /** Something waits in the inbox. */
  wake(): void;
  /** Brings a press. @returns what the person reads; undefined where nothing came in time, or it is heard nowhere */
  press(press: Omit<ButtonPress, 'answer'>): Promise<string | undefined>;
}

/** The inbox of the playground is read where messages are taken in, from the moment that this starts. */
export function openIntake(space: Space, world: World): ConsoleIntake {
  const { clock, log } = world;
  const stopping = new AbortController();
  const inHand = openInHand();
  const bell = openBell(clock);
  const { say, state } = openIntakeState('console', log);
  let acceptPress: Accept | undefined;

  async function lookOnce(accept: Accept): Promise<void> {
    const held = await deliver(space.inbox, world, accept).catch((refusal: unknown) => ({ refusal }));
    say(held === undefined, held === undefined ? 'open' : 'Redis takes nothing in; it is tried again');
    if (held) log('intake.failed', { platform: 'console', error: held.refusal, retryInMs: lookMs });
  }

  async function look(accept: Accept): Promise<void> {
    for (;;) {
      await lookOnce(accept);
      await bell.wait(lookMs, stopping.signal);
    }
  }

  return {
    async start(accept) {
      acceptPress = accept;
      say(true, 'open');
      void inHand.during(look(accept).catch(() => {}));
    },
    async stop() {
      stopping.abort();
      acceptPress = undefined;
      await inHand.done();
      say(false, 'stopped');
    },
    state,
    wake: bell.ring,
    async press(press) {
      if (!acceptPress) return undefined;
      const { answer, within } = openPressAnswer(clock);
      await inHand.during(acceptPress({ kind: 'press', press: { ...press, answer } }));
      return within(pressMs);
    },
  };
}
