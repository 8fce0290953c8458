import type { Clock } from '../clock.ts';
import type { Events } from './delivery/events.ts';
import type { LongConnections } from './delivery/long-connections.ts';
import type { Limits } from './limits.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** What the bot's calls and the people's doings both work on. */
export interface Simulation {
  readonly app: { readonly appId: string; readonly appSecret: string };
  readonly clock: Clock;
  readonly world: World;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly events: Events;
  readonly connections: LongConnections;
  readonly missingScopes: Set<string>;
  /** The message that each uuid of a send or reply made, and when. */
  readonly sent: Map<string, { readonly messageId: string; readonly at: number }>;
  /** Does the bot get a group's messages that do not mention it? */
  readonly allGroupMessages: boolean;
}
