import { type Onlooker, onlooker } from '../onlooker.ts';
import type { Split } from './delivery/peer.ts';
import { challenge, type WebhookOptions, webhook } from './delivery/webhook.ts';
import type { Fault, Faults, FaultTarget } from './faults.ts';
import type { ChatRef } from './people.ts';
import { type ScreenMessage, screen } from './screen.ts';
import type { Simulation } from './simulation.ts';
import type { Chat, Delivery } from './words.ts';

/** What can be seen from outside, and what can be made to go wrong. */
export interface Stage extends Onlooker {
  chats(): Chat[];
  /** What a chat shows now, oldest message first; with `all`, recalled ones too. */
  messages(chat: ChatRef, options?: { readonly all?: boolean }): ScreenMessage[];
  /** Every attempt to hand an event to the bot. */
  readonly deliveries: readonly Delivery[];
  /** How many long connections are open. */
  connections(): number;
  /** The next `times` calls that fit `fault` meet it. */
  fault(fault: Fault & FaultTarget, times?: number): void;
  clearFaults(): void;
  /** Events go to this address from now on; without one, to the long connections. */
  deliverTo(webhookUrl: string | undefined): void;
  /** Asks the webhook to echo a challenge, as saving its address does; whether it did so within a second. */
  challenge(): Promise<boolean>;
  /** The next `count` events are each delivered twice, the second time with another event id. */
  duplicateEvents(count: number): void;
  /** The next `count` events are handed over `ms` later, and others overtake them. */
  delayEvents(count: number, ms: number): void;
  /** The next `count` events are held until all are there, then handed over in reverse. */
  reorderEvents(count: number): void;
  /** Over the long connection, the next `count` events come in `parts` parts; the last part first, or without one at the first attempt. */
  splitEvents(parts: number, count: number, how?: Split): void;
  /** Cuts every long connection. */
  dropConnections(): void;
  /** Every long connection stays open, and carries nothing any more. */
  muteConnections(): void;
  /** The next `times` attempts to find a long connection are turned away; 0 ends it. */
  refuseConnections(times: number): void;
  /** Every access token issued so far is refused from now on. */
  expireTokens(): void;
  /** These scopes were not granted or published; none: all were. */
  missingScopes(...scopes: string[]): void;
  /** Moves the simulator's clock on: tokens, limits, idempotency and the ten minutes of streaming. */
  advance(ms: number): void;
}

/** The outside of one simulation. */
export function createStage(
  simulation: Simulation,
  faults: Faults,
  posting: Omit<WebhookOptions, 'url'>,
): Stage {
  const { world, events, connections, missingScopes } = simulation;
  let url: string | undefined;
  return {
    chats: () => [...world.rooms.values()],
    messages: (chat, options) => screen(world.room(chat), world.bot.openId, options),
    deliveries: events.deliveries,
    connections: () => connections.count,
    ...onlooker(world.changes),
    fault: (fault, times = 1) => faults.add(fault, times),
    clearFaults: () => faults.clear(),
    deliverTo(webhookUrl) {
      url = webhookUrl;
      events.goBy(webhookUrl === undefined ? connections : webhook({ ...posting, url: webhookUrl }));
    },
    challenge: () => challenge({ ...posting, url: url ?? '' }),
    duplicateEvents: count => events.duplicate(count),
    delayEvents: (count, ms) => events.delay(count, ms),
    reorderEvents: count => events.reorder(count),
    splitEvents: (parts, count, how = 'in order') => connections.split(parts, count, how),
    dropConnections: () => connections.drop(),
    muteConnections: () => connections.mute(),
    refuseConnections: times => connections.refuse(times),
    expireTokens: () => simulation.tokens.expire(),
    missingScopes(...scopes) {
      missingScopes.clear();
      for (const scope of scopes) missingScopes.add(scope);
    },
    advance(ms) {
      world.clock.advance(ms);
      world.changed();
    },
  };
}
