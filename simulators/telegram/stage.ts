import { type Onlooker, onlooker } from '../onlooker.ts';
import type { Fault, Faults, FaultTarget } from './faults.ts';
import { menuKey } from './methods/profile.ts';
import type { ChatRef } from './people.ts';
import { type ScreenMessage, screen } from './screen.ts';
import type { Simulation } from './simulation.ts';
import type { Chat, Delivery, Wire } from './words.ts';

/** What can be seen from outside, and what can be made to go wrong. */
export interface Stage extends Onlooker {
  chats(): Chat[];
  /** What a chat shows now, oldest message first; with `all`, deleted ones too. */
  messages(chat: ChatRef, options?: { readonly all?: boolean }): ScreenMessage[];
  /** Every attempt to hand an update to the bot. */
  readonly deliveries: readonly Delivery[];
  /** When the bot was seen typing in a chat, in ms since the epoch. */
  typing(chat: ChatRef): readonly number[];
  /** The command menu of one scope (the default one unless told) and language. */
  commands(scope?: Wire, language?: string): readonly Wire[];
  /** The next `times` calls that fit `fault` meet it. */
  fault(fault: Fault & FaultTarget, times?: number): void;
  clearFaults(): void;
  /** The next `count` updates are each delivered twice. */
  duplicateUpdates(count: number): void;
  /** The next `count` updates are held until all are there, then delivered in reverse. */
  reorderUpdates(count: number): void;
  /** The next `count` updates come `ms` later: others overtake them, but for those of the same chat. */
  delayUpdates(count: number, ms: number): void;
  /** The next `count` updates posted to the webhook are posted again, as if the 200 had been lost. */
  loseWebhookAnswers(count: number): void;
}

/** The outside of one simulation. */
export function createStage({ world, menus, updates, webhook }: Simulation, faults: Faults): Stage {
  return {
    chats: () => [...world.rooms.values()],
    messages: (chat, options) => screen(world.room(chat), world.bot.id, options),
    deliveries: updates.deliveries.all,
    typing: chat => world.room(chat).typing,
    commands: (scope, language) => menus.get(menuKey(scope, language)) ?? [],
    ...onlooker(world.changes),
    fault: (fault, times = 1) => faults.add(fault, times),
    clearFaults: () => faults.clear(),
    duplicateUpdates: count => updates.duplicate(count),
    reorderUpdates: count => updates.reorder(count),
    delayUpdates: (count, ms) => updates.delay(count, ms),
    loseWebhookAnswers: count => webhook.loseAnswers(count),
  };
}
