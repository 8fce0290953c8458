import { setMaxListeners } from 'node:events';
import { Calls } from '../calls.ts';
import { Clock } from '../clock.ts';
import { controlled } from '../control-routes.ts';
import { listen } from '../http.ts';
import { type Control, controlRoutes } from './control.ts';
import { Events } from './delivery/events.ts';
import { LongConnections } from './delivery/long-connections.ts';
import { createFaults } from './faults.ts';
import { Limits, noLimits, usualLimits } from './limits.ts';
import { OpenApi } from './open-api.ts';
import { type FeishuOptions, readOptions } from './options.ts';
import { createPeople, type People } from './people.ts';
import type { Simulation } from './simulation.ts';
import { createStage, type Stage } from './stage.ts';
import { Tokens } from './tokens.ts';
import type { Call, Person } from './words.ts';
import { World } from './world.ts';

/** A running open platform: what people do, what they see, and what goes wrong. */
export interface FeishuSimulator extends People, Stage {
  /** The origin, for `FEISHU_DOMAIN`. */
  readonly url: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string | undefined;
  readonly verificationToken: string;
  readonly bot: Person;
  /** Every call of the open platform, in the order of arrival. */
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Starts an open platform on loopback. Rejects when the port is taken. */
export async function startFeishu(options: FeishuOptions = {}): Promise<FeishuSimulator> {
  const { bot, app, secrets, clientConfig, redeliverMs, answerMs, tokenLifeS } = readOptions(options);
  const clock = new Clock();
  const world = new World(bot, clock);
  const changed = () => world.changed();
  const closing = new AbortController();
  // Everything that is under way hears of the end.
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  const connections = new LongConnections(app, { config: clientConfig, answerMs, changed, signal });
  const events = new Events({
    ...app,
    ...secrets,
    redeliverMs,
    clock,
    changed,
    signal,
  });
  const limits = options.limits === false ? noLimits : { ...usualLimits, ...options.limits };
  const simulation: Simulation = {
    app,
    clock,
    world,
    tokens: new Tokens(app, tokenLifeS, clock.now),
    limits: new Limits(limits, clock.now),
    events,
    connections,
    missingScopes: new Set(),
    sent: new Map(),
    allGroupMessages: options.allGroupMessages ?? true,
  };
  const faults = createFaults();
  const calls = new Calls<Call>(options.watch, clock.now, changed);
  const api = new OpenApi(simulation, faults, calls);
  const stage = createStage(simulation, faults, {
    ...secrets,
    answerMs,
    now: clock.now,
    signal,
  });
  const control: Control = { ...createPeople(simulation), ...stage, calls: calls.all, bot };
  const handler = controlled(controlRoutes, control, (req, res, url) => api.handle(req, res, url));
  const server = await listen(handler, { port: options.port, host: options.host });
  server.server.on('upgrade', (req, socket, head) => connections.upgrade(req, socket, head));
  control.deliverTo(options.webhookUrl);
  return {
    ...control,
    ...app,
    ...secrets,
    url: server.url,
    close() {
      closing.abort();
      connections.drop();
      return server.close();
    },
  };
}
