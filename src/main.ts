import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { adapters } from '../adapters/index.ts';
import { startServer } from './arrival/server.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './config/read.ts';
import type { CoreSettings } from './config.ts';
import { openModels } from './generation/registry.ts';
import type { Log } from './log.ts';
import { openAccept } from './main/accept.ts';
import { openConsole } from './main/console.ts';
import { startIntakes } from './main/intakes.ts';
import { openHouse } from './main/open-house.ts';
import { pagesOf } from './main/pages.ts';
import { openStore } from './main/store.ts';
import { openTurnTools } from './main/turn-tools.ts';
import { Undo } from './main/undo.ts';
import { startWorker, type TurnHalf } from './main/worker.ts';

/** A bot that runs. */
export interface Yanqiao {
  /** Where webhooks, health and metrics are served. */
  readonly port: number;
  /** Stops taking messages, lets running replies finish within the grace, hands the rest over. */
  stop(): Promise<void>;
}

/**
 * Puts all parts together and starts them. Throws `SettingsError` where a setting cannot work; what was started
 * by then is stopped.
 * @param env for what is no setting: `PATH`, where a Redis server is looked for, and the secrets of functions
 */
export async function start(
  settings: CoreSettings,
  env: Environment,
  clock: Clock,
  log: Log,
): Promise<Yanqiao> {
  const undo = new Undo();
  const undoAll = () => undo.run(error => log('process.failed', { error }));
  try {
    const processId = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
    const works = settings.ROLES.has('worker');
    const tools = works ? await openTurnTools(settings, env, clock, log, undo) : undefined;
    const store = await openStore(settings, env['PATH'] ?? '', clock, log, undo);
    let worker: TurnHalf | undefined;
    const foundation = { settings, processId, store, clock, log, undo };
    const house = await openHouse(
      adapters,
      foundation,
      (chat, wording) => worker?.functionsIn(chat, wording) ?? [],
    );

    if (tools) worker = await startWorker(house, openModels, tools);
    undo.add(() => worker?.stop(settings.SHUTDOWN_GRACE_MS));

    const intakes = settings.ROLES.has('intake') ? house.platforms : new Map<string, never>();
    const server = await startServer({
      host: settings.HTTP_HOST,
      port: settings.HTTP_PORT,
      routes: pagesOf(house, intakes, openConsole(house, intakes)),
      clock,
    });
    undo.add(() => server.close());
    await startIntakes(intakes, openAccept(house), house);

    log('process.started', {
      roles: [...settings.ROLES].join(','),
      platforms: [...house.platforms.keys()].join(','),
      model: worker?.model ?? 'none',
      redis: store.shownUrl,
      port: server.port,
    });
    return { port: server.port, stop: undoAll };
  } catch (error) {
    await undoAll();
    throw error;
  }
}
