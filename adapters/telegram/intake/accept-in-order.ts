import type { Arrival } from '../../../src/message.ts';
import type { Accept } from '../../../src/platform.ts';

/** An update as it was read. */
export interface Delivery {
  readonly updateId: number;
  readonly arrival: Arrival;
}

/** How far a batch came. */
export interface Progress {
  /** The first update that Telegram shall deliver next. */
  readonly offset: number;
  /** Why it came no further. */
  readonly stoppedBy?: { readonly error: unknown };
}

/**
 * Accepts a batch: chats at once, one chat's updates in order, also over a move to another id. A refusal stops its chat
 * and holds the offset; what other chats accepted after it comes again and is known by then. The batch must not be empty.
 */
export async function acceptInOrder(batch: readonly Delivery[], accept: Accept): Promise<Progress> {
  const lines = new Map<string, Delivery[]>();
  const newIds = newIdsIn(batch);
  for (const delivery of batch.toSorted((a, b) => a.updateId - b.updateId)) {
    const told = chatOf(delivery);
    const chat = newIds.get(told) ?? told;
    lines.set(chat, [...(lines.get(chat) ?? []), delivery]);
  }
  const stops = await Promise.all([...lines.values()].map(line => acceptLine(line, accept)));
  const first = stops.filter(stop => stop !== undefined).sort((a, b) => a.offset - b.offset)[0];
  return first ?? { offset: Math.max(...batch.map(({ updateId }) => updateId)) + 1 };
}

async function acceptLine(line: readonly Delivery[], accept: Accept): Promise<Progress | undefined> {
  for (const { updateId, arrival } of line) {
    try {
      await accept(arrival);
    } catch (error) {
      return { offset: updateId, stoppedBy: { error } };
    }
  }
  return undefined;
}

/** By the old ids of the chats that move: what was asked under one moves along, and so has to be there by then. */
function newIdsIn(batch: readonly Delivery[]): ReadonlyMap<string, string> {
  const moves = batch.map(({ arrival }) => arrival).filter(arrival => arrival.kind === 'migration');
  return new Map(moves.map(({ from, to }) => [from, to]));
}

function chatOf({ updateId, arrival }: Delivery): string {
  switch (arrival.kind) {
    case 'message':
    case 'edit':
      return arrival.message.chat.id;
    case 'press':
      return arrival.press.chat.id;
    case 'membership':
    case 'recall':
      return arrival.chat.id;
    case 'migration':
      return arrival.to; // told in both chats; the new one's messages must find what moved
    case 'nothing':
      return `update ${updateId}`;
  }
}
