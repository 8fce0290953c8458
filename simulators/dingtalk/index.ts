import { setMaxListeners } from 'node:events';
import { Calls } from '../calls.ts';
import { Clock } from '../clock.ts';
import { controlled } from '../control-routes.ts';
import { listen } from '../http.ts';
import { type Control, controlRoutes } from './control.ts';
import { Events } from './delivery/events.ts';
import { Gateway } from './delivery/gateway.ts';
import { createFaults } from './faults.ts';
import { Limits, noLimits, usualLimits } from './limits.ts';
import { OpenApi } from './open-api.ts';
import { type DingtalkOptions, readOptions } from './options.ts';
import { createPeople, type People } from './people.ts';
import { noMonthly, Quota, usualMonthly } from './quota.ts';
import { SessionWebhooks } from './session-webhooks.ts';
import type { Simulation } from './simulation.ts';
import { createStage, type Stage } from './stage.ts';
import { Tokens } from './tokens.ts';
import { topics } from './topics.ts';
import type { Call, Person } from './words.ts';
import { World } from './world.ts';

/** A running platform: what people do, what they see, and what goes wrong. */
export interface DingtalkSimulator extends People, Stage {
  /** The origin, for both `DINGTALK_API_BASE` and `DINGTALK_OAPI_BASE`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly robotCode: string;
  /** Ids of the card templates that are published. */
  readonly templates: readonly string[];
  readonly bot: Person;
  close(): Promise<void>;
}

/** Starts a platform on loopback. Rejects when the port is taken. */
export async function startDingtalk(options: DingtalkOptions = {}): Promise<DingtalkSimulator> {
  const settings = readOptions(options);
  const { app, templates, redeliverMs, answerMs } = settings;
  const clock = new Clock();
  const { now } = clock;
  const world = new World(settings.botName, clock);
  const changed = () => world.changed();
  const closing = new AbortController();
  // Everything that is under way hears of the end.
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  const gateway = new Gateway({ ...settings, clock, changed, signal });
  const events = new Events(gateway, { clock, redeliverMs, changed, signal });
  let webhookUrl: string | undefined;
  const simulation: Simulation = {
    app,
    clock,
    world,
    tokens: new Tokens(app, settings.tokenLifeS, now),
    limits: new Limits(options.limits === false ? noLimits : { ...usualLimits, ...options.limits }, now),
    quota: new Quota(monthlyIn(options), now),
    events,
    gateway,
    sessions: new SessionWebhooks(now),
    templates,
    missingScopes: new Set(),
    pressMs: settings.pressMs,
    isHeard: () => webhookUrl === undefined || gateway.hears(topics.button),
  };
  const faults = createFaults();
  const calls = new Calls<Call>(options.watch, clock.now, changed);
  const api = new OpenApi(simulation, faults, calls);
  const stage = createStage(simulation, faults, calls.all, {
    clientSecret: app.clientSecret,
    answerMs,
    now,
    signal,
    wentTo: url => {
      webhookUrl = url;
    },
  });
  const control: Control = { ...createPeople(simulation), ...stage, bot: world.bot };
  const handler = controlled(controlRoutes, control, (req, res, url) => api.handle(req, res, url));
  const server = await listen(handler, { port: options.port, host: options.host });
  server.server.on('upgrade', (req, socket, head) => gateway.upgrade(req, socket, head));
  simulation.sessions.base = server.url;
  control.deliverTo(options.webhookUrl);
  return {
    ...control,
    ...app,
    templates,
    url: server.url,
    close() {
      closing.abort();
      gateway.drop();
      return server.close();
    },
  };
}

/** Who lifts all limits lifts those of the month too, unless they are named. */
function monthlyIn({ monthly, limits }: DingtalkOptions) {
  if (monthly === false || (monthly === undefined && limits === false)) return noMonthly;
  return { ...usualMonthly, ...monthly };
}
