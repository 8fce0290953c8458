import type { Redis } from 'ioredis';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import type { Finding, Platform } from './platform.ts';
import type { WriteBudget } from './write-budget.ts';

/** An entry of the platform's own menu of commands. */
export interface MenuEntry {
  /** `help`, without the slash. */
  readonly command: string;
  /** A line for people. */
  readonly description: string;
  /** For chat admins only. */
  readonly adminsOnly: boolean;
}

/** The platform's own menu of commands in one language. */
export interface Menu {
  /** `zh-CN` */
  readonly locale: string;
  readonly entries: readonly MenuEntry[];
}

/** What admins must be told of a platform, at most once a day each. */
export type PlatformAlert =
  | 'calls-spent' // the month's calls are used up
  | 'app-permission' // the app lacks one
  | 'card-template'; // it is not there, or not published

/** What a platform bills by the month. */
export type Billed = 'calls' | 'messages';

/** What an adapter may use of the house. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
  readonly redis: Redis;
  readonly keys: Keys;
  readonly budget: WriteBudget;
  /** Names this process, for leases. */
  readonly processId: string;
  /** One for each language; the first is for whoever speaks none of them. */
  readonly menus: readonly Menu[];
  /** In place of a text that the platform refused for its content. @param chat `platform:id`: it is said in its language */
  readonly unsafeText: (chat: string) => Promise<string>;
  /** Tells all admins; never throws. @param detail the platform's own words, without a secret */
  readonly alert: (platform: string, alert: PlatformAlert, detail: string) => void;
  /** Counts what the platform bills, for `/usage` and the metrics; never throws. */
  readonly bill: (platform: string, what: Billed) => void;
}

/** One platform: a folder in `adapters/`. Importing its index is cheap; the vendor's library is loaded by `create`. */
export interface Adapter<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: string;
  /** Its settings, by their names in the environment. */
  readonly settings: z.ZodObject<Shape>;
  /** Whether everybody may write to it unless the settings name some: where only one company can. */
  readonly openByDefault: boolean;
  /** Names the bot behind the settings, without a secret: what another bot left under our prefix is not ours. */
  identity(settings: z.infer<z.ZodObject<Shape>>): string;
  /** Whether the settings turn it on. */
  configured(settings: z.infer<z.ZodObject<Shape>>): boolean;
  create(settings: z.infer<z.ZodObject<Shape>>, world: World): Promise<Platform>;
  /** For `npm run doctor`: looks, changes nothing. */
  examine(settings: z.infer<z.ZodObject<Shape>>): AsyncIterable<Finding>;
}
