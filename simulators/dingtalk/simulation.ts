import type { Clock } from '../clock.ts';
import type { Events } from './delivery/events.ts';
import type { Gateway } from './delivery/gateway.ts';
import type { Limits } from './limits.ts';
import type { Quota } from './quota.ts';
import type { SessionWebhooks } from './session-webhooks.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** What the bot's calls and the people's doings both work on. */
export interface Simulation {
  readonly app: { readonly clientId: string; readonly clientSecret: string; readonly robotCode: string };
  readonly clock: Clock;
  readonly world: World;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly quota: Quota;
  readonly events: Events;
  readonly gateway: Gateway;
  readonly sessions: SessionWebhooks;
  /** Ids of the card templates that are published. */
  readonly templates: readonly string[];
  readonly missingScopes: Set<string>;
  /** How long the answer to a button is awaited. */
  readonly pressMs: number;
  /** Is there anybody to hear of a card's button? Without a connection there is nobody, where messages go to a webhook. */
  readonly isHeard: () => boolean;
}
