import { type Onlooker, onlooker } from '../onlooker.ts';
import type { Away } from './delivery/gateway.ts';
import { type WebhookOptions, webhook } from './delivery/webhook.ts';
import type { Fault, Faults, FaultTarget } from './faults.ts';
import type { ChatRef } from './people.ts';
import { type ScreenMessage, screen } from './screen.ts';
import type { Simulation } from './simulation.ts';
import type { Call, Chat, Delivery, Opening } from './words.ts';

/** What can be seen from outside, and what can be made to go wrong. */
export interface Stage extends Onlooker {
  chats(): Chat[];
  /** What a chat shows now, oldest message first; with `all`, recalled ones too. */
  messages(chat: ChatRef, options?: { readonly all?: boolean }): ScreenMessage[];
  /** Every call, in the order of arrival. */
  readonly calls: readonly Call[];
  /** Every attempt to hand something to the bot. */
  readonly deliveries: readonly Delivery[];
  /** What this month has cost: API calls, and messages through session webhooks. */
  billed(): { readonly calls: number; readonly messages: number };
  /** How many connections are open. */
  connections(): number;
  /** Every attempt to open a connection. */
  opens(): Opening[];
  /** The next `times` calls that fit `fault` meet it. */
  fault(fault: Fault & FaultTarget, times?: number): void;
  clearFaults(): void;
  /** Messages are posted to this address from now on; without one, they go to the connections. */
  deliverTo(webhookUrl: string | undefined): void;
  /** The next `count` messages are each delivered twice, in two frames. */
  duplicateEvents(count: number): void;
  /** The next `count` messages are handed over `ms` later, and others overtake them. */
  delayEvents(count: number, ms: number): void;
  /** The next `count` messages are held until all are there, then handed over in reverse. */
  reorderEvents(count: number): void;
  /** Cuts every connection. */
  dropConnections(): void;
  /** Every connection gets the frame `disconnect`, nothing after it, and is closed after a while (`disconnectMs`). */
  disconnect(): void;
  /** Every connection that is open now stays open and carries nothing any more, not even a pong. */
  silence(): void;
  /** Does every connection answer a SYSTEM ping? */
  ping(withinMs?: number): Promise<boolean>;
  /** Cuts every connection and opens none until `gatewayUp`. */
  gatewayDown(how?: Away): void;
  gatewayUp(): void;
  /** Every access token issued so far is refused from now on. */
  expireTokens(): void;
  /** These scopes were not granted or published; none: all were. */
  missingScopes(...scopes: string[]): void;
  /** Moves the simulator's clock on: tokens, limits, the month, session webhooks, redeliveries and what is awaited. */
  advance(ms: number): void;
}

/** The outside of one simulation. */
export function createStage(
  simulation: Simulation,
  faults: Faults,
  calls: readonly Call[],
  posting: Omit<WebhookOptions, 'url'> & { readonly wentTo: (url: string | undefined) => void },
): Stage {
  const { world, events, gateway, quota, missingScopes } = simulation;
  return {
    chats: () => [...world.rooms.values()],
    messages: (chat, options) => screen(world.room(chat), world.bot.senderId, options),
    calls,
    deliveries: events.deliveries,
    billed: () => quota.used,
    connections: () => gateway.count,
    opens: () => calls.filter(({ api }) => api === 'gateway').map(openingOf),
    ...onlooker(world.changes),
    fault: (fault, times = 1) => faults.add(fault, times),
    clearFaults: () => faults.clear(),
    deliverTo(url) {
      posting.wentTo(url);
      events.goBy(url === undefined ? gateway : webhook({ ...posting, url }));
    },
    duplicateEvents: count => events.duplicate(count),
    delayEvents: (count, ms) => events.delay(count, ms),
    reorderEvents: count => events.reorder(count),
    dropConnections: () => gateway.drop(),
    disconnect: () => gateway.disconnect(),
    silence: () => gateway.mute(),
    ping: (withinMs = 2000) => gateway.ping(withinMs),
    gatewayDown(how = 'error') {
      gateway.away = how;
      gateway.drop();
    },
    gatewayUp() {
      gateway.away = undefined;
    },
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

const openingOf = ({ at, outcome }: Call): Opening => ({
  at,
  outcome: outcome === 'ok' || outcome === 'pending' ? 'opened' : outcome === 'refused' ? 'refused' : 'reset',
});
