import type { Accept } from '../../../src/platform.ts';
import type { CoolApps } from '../cool-apps.ts';
import { parseMembership } from '../parse/membership.ts';
import type { Call } from './frames.ts';

/** Takes one event of a group. Resolves once it is safe, and rejects when DingTalk must deliver it again. */
export type TakeMembership = (event: Extract<Call, { readonly kind: 'membership' }>) => Promise<void>;

export function membershipTaker(coolApps: Pick<CoolApps, 'note' | 'forget'>, accept: Accept): TakeMembership {
  return async ({ eventType, eventId, payload, bornAt }) => {
    const { arrival, coolAppCode } = parseMembership(eventType, eventId, payload, bornAt);
    // Before it is accepted: who greets the group needs it.
    if (arrival.kind === 'membership') {
      const { chat, state, at } = arrival;
      if (state === 'left') await coolApps.forget(chat.id, at);
      else if (coolAppCode !== undefined) await coolApps.note(chat.id, coolAppCode, at);
    }
    await accept(arrival);
  };
}
