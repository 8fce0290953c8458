import type { Callbacks } from './callbacks.ts';
import type { Polling } from './delivery/polling.ts';
import type { Updates } from './delivery/updates.ts';
import type { Webhook } from './delivery/webhook.ts';
import type { Wire } from './words.ts';
import type { World } from './world.ts';

/** What the bot's methods and the people's doings both work on. */
export interface Simulation {
  readonly world: World;
  readonly updates: Updates;
  readonly polling: Polling;
  readonly webhook: Webhook;
  readonly callbacks: Callbacks;
  /** The command menus, by scope and language. */
  readonly menus: Map<string, readonly Wire[]>;
  /** Is the bot in privacy mode? */
  readonly privacy: boolean;
}
