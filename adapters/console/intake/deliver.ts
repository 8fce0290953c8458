import type { World } from '../../../src/adapter.ts';
import type { Accept } from '../../../src/platform.ts';
import type { Inbox, Told, Waiting } from '../space/inbox.ts';

/** What another process has not brought within this time was left behind, milliseconds. */
const leftBehindMs = 3000;

/** Where it happened: what is refused holds back what comes after it there. */
function placeOf(arrival: Told): string {
  switch (arrival.kind) {
    case 'message':
    case 'edit':
      return arrival.message.chat.id;
    case 'migration':
      return arrival.to;
    case 'recall':
    case 'membership':
      return arrival.chat.id;
  }
}

/**
 * Brings what waits: chats side by side, one chat's deliveries in order. Two processes may bring the same, which is
 * harmless: what is accepted is known by its id.
 * @returns what a refusal was, where there was one: it waits on
 */
export async function deliver(
  inbox: Inbox,
  { clock, processId }: Pick<World, 'clock' | 'processId'>,
  accept: Accept,
): Promise<{ readonly refusal: unknown } | undefined> {
  const now = clock.now();
  const lines = new Map<string, Waiting[]>();
  for (const waiting of await inbox.waiting()) {
    const place = placeOf(waiting.arrival);
    lines.set(place, [...(lines.get(place) ?? []), waiting]);
  }
  const ends = await Promise.all(
    [...lines.values()].map(async line => {
      for (const waiting of line) {
        if (waiting.by !== processId && now - waiting.at < leftBehindMs) return undefined;
        try {
          await accept(waiting.arrival);
          await inbox.settle(waiting);
        } catch (refusal) {
          return { refusal };
        }
      }
      return undefined;
    }),
  );
  return ends.find(end => end !== undefined);
}
