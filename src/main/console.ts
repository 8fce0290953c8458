import { openAudit } from '../commands/audit.ts';
import { bundleAssets } from '../console/assets.ts';
import { openSessions } from '../console/sessions.ts';
import { consoleSite } from '../console/site.ts';
import { openTries } from '../console/tries.ts';
import { browseConversations } from '../conversation/browse.ts';
import { readRounds } from '../conversation/read-rounds.ts';
import type { Platform } from '../platform.ts';
import type { Site } from '../web.ts';
import { consoleAct } from './console-act.ts';
import { consoleFacts } from './console-facts.ts';
import { faultsAt } from './console-faults.ts';
import type { House } from './house.ts';
import { markMinutes } from './mark-minutes.ts';

/** The front end. */
const frontEnd = new URL('../../console/', import.meta.url);

/**
 * The web console: where it is served. Without a token there is none.
 * @param intakes the platforms whose messages this process takes
 */
export function openConsole(house: House, intakes: ReadonlyMap<string, Platform>): ReadonlyMap<string, Site> {
  const { settings, store, platforms, clock, log, undo } = house;
  const { hasty: redis, keys } = store;
  const { CONSOLE_TOKEN: token, CONSOLE_FAULTS_URL: faults } = settings;
  const playground = platforms.get('console')?.playground;
  if (!token || !playground) return new Map();
  const site = consoleSite({
    token,
    sessions: openSessions(redis, keys, token),
    tries: openTries(redis, keys),
    assets: bundleAssets(frontEnd),
    playground,
    faults: faults === undefined ? undefined : faultsAt(faults, undo),
    ...consoleFacts(house, intakes),
    audit: openAudit(redis, keys),
    browse: what => browseConversations(redis, keys, what),
    readRounds: conversation => readRounds(redis, keys, conversation),
    act: consoleAct(house),
    clock,
    log,
  });
  markMinutes(house);
  return new Map([['/console', site]]);
}
