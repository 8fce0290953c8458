import { Calls } from '../calls.ts';
import { controlled } from '../control-routes.ts';
import { listen } from '../http.ts';
import { BotApi } from './bot-api.ts';
import { Callbacks } from './callbacks.ts';
import { type Control, controlRoutes } from './control.ts';
import { Polling } from './delivery/polling.ts';
import { Updates } from './delivery/updates.ts';
import { Webhook } from './delivery/webhook.ts';
import { createFaults } from './faults.ts';
import { Limits, usualLimits } from './limits.ts';
import { now } from './now.ts';
import type { TelegramOptions } from './options.ts';
import { createPeople, type People } from './people.ts';
import type { Simulation } from './simulation.ts';
import { createStage, type Stage } from './stage.ts';
import type { Call, Person } from './words.ts';
import { World } from './world.ts';

/** A running Bot API server: what people do, what they see, and what goes wrong. */
export interface TelegramSimulator extends People, Stage {
  /** The API root, for `TELEGRAM_API_ROOT`. */
  readonly url: string;
  readonly token: string;
  readonly bot: Person;
  /** Every call of the Bot API, in the order of arrival. */
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Starts a Bot API server on loopback. Rejects when the port is taken. */
export async function startTelegram(options: TelegramOptions = {}): Promise<TelegramSimulator> {
  const bot = { id: 7_000_000_001, username: 'yanqiao_bot', firstName: '言桥', ...options.bot, isBot: true };
  const token = options.token ?? `${bot.id}:simulated-bot-token-for-loopback`;
  const world = new World(bot);
  const updates = new Updates(() => world.changed());
  const { webhookRetryMs: retryMs = 200, webhookTimeoutMs: timeoutMs = 10_000 } = options;
  const simulation: Simulation = {
    world,
    updates,
    polling: new Polling(updates),
    webhook: new Webhook(updates, { retryMs, timeoutMs }),
    callbacks: new Callbacks(options.callbackDeadlineMs ?? 10_000),
    menus: new Map(),
    privacy: options.privacy ?? true,
  };
  const calls = new Calls<Call>(options.watch, now, () => world.changed());
  const faults = createFaults();
  const { chatPerSecond, groupPerMinute, botPerSecond } = { ...usualLimits, ...options };
  const limits =
    options.naturalLimits === false ? undefined : new Limits({ chatPerSecond, groupPerMinute, botPerSecond });
  const api = new BotApi(simulation, { token, faults, limits, calls });
  const control: Control = {
    ...createPeople(simulation),
    ...createStage(simulation, faults),
    calls: calls.all,
  };
  const handler = controlled(controlRoutes, control, (req, res, url) => api.handle(req, res, url));
  const server = await listen(handler, { port: options.port, host: options.host });
  return {
    ...control,
    url: server.url,
    token,
    bot,
    close() {
      simulation.webhook.close();
      simulation.callbacks.close();
      return server.close();
    },
  };
}
