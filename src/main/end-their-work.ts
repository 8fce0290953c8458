import type { Clock } from '../clock.ts';
import { endingWork } from '../conversation/end-work.ts';
import type { Mailbox } from '../conversation/mailbox.ts';
import { isOf } from '../conversation/traces.ts';
import type { IncomingMessage } from '../message.ts';
import type { Forgotten } from '../people/forgotten.ts';
import { workingOn } from './at-work.ts';
import type { Store } from './store.ts';

/** Where the work is. */
export interface TheirTown {
  readonly store: Pick<Store, 'hasty' | 'keys'>;
  readonly mailbox: Pick<Mailbox, 'waiting' | 'withdraw'>;
  readonly clock: Clock;
}

/** Whoever makes an answer obeys within a second; one that was killed is followed within half a minute, milliseconds. */
const patienceMs = 5000;
const lookEveryMs = 50;

/**
 * Withdraws what somebody asked and ends the answers that are being written to them, in every conversation. Resolves when
 * all have ended; throws when some do not for now: it may then be tried again.
 */
export async function endTheirWork({ store, mailbox, clock }: TheirTown, who: Forgotten): Promise<void> {
  const { hasty: redis, keys } = store;
  const isMeant = (message: IncomingMessage) => isOf(message, who);
  const end = endingWork(redis, keys, mailbox);
  const hasWork = async (conversation: string) => {
    const { questions } = await mailbox.waiting(conversation);
    return questions.some(({ message }) => isMeant(message)) ? [conversation] : [];
  };
  const deadline = clock.now() + patienceMs;
  let working = await workingOn(redis, keys, who.platform);
  for (;;) {
    const left: string[] = [];
    // One by one: there may be thousands that wait for other people's answers.
    for (const conversation of working) left.push(...(await hasWork(conversation)));
    if (left.length === 0) return;
    if (clock.now() > deadline) throw new Error('An answer to the person does not end.');
    for (const conversation of left) await end(conversation, isMeant);
    await clock.sleep(lookEveryMs);
    working = left;
  }
}
