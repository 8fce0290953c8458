import type { World } from '../adapter.ts';
import type { AccessRules } from '../arrival/access.ts';
import type { Clock } from '../clock.ts';
import type { SendErrand } from '../errand.ts';
import type { ModelFailure } from '../errors.ts';
import type { Log } from '../log.ts';
import { dayOf } from '../tally/day.ts';
import type { AlertKind, ModelAlert, Wording } from '../wording/index.ts';

/** What telling admins needs. */
interface Town {
  readonly access: Pick<AccessRules, 'admins'>;
  readonly wording: Wording;
  readonly clock: Clock;
  readonly log: Log;
}

/** The errand of this id is not needed any more. */
type SkipErrand = (id: string) => Promise<void>;

const toldByKind = [
  'configuration',
  'permission',
  'credentials',
  'quota',
  'token',
] as const satisfies ModelAlert[];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const hourOf = (clock: Clock) => Math.floor(clock.now() / hourMs);

const detailOf = ({ code, message }: ModelFailure) => (code === '' ? message : `${code}: ${message}`);

/**
 * Tells every admin what they must act on, in a direct chat; each once for one id. Never throws.
 * @param skipErrand for an older alert that says the same, and may wait until its admin can be reached
 */
function tellingAdmins(
  { access, wording, log }: Town,
  sendErrand: SendErrand,
  speaks: (platform: string) => boolean,
  skipErrand: SkipErrand = async () => {},
) {
  return (id: string, kind: AlertKind, detail: string, older = id): void => {
    const markdown = wording.alert(kind, detail);
    for (const admin of access.admins) {
      const colon = admin.indexOf(':');
      const platform = admin.slice(0, colon);
      if (!speaks(platform)) continue;
      const chat = { id: admin.slice(colon + 1), kind: 'direct' as const };
      const failed = (error: unknown) => log('redis.failed', { error });
      if (older !== id) skipErrand(`alert:${older}:${admin}`).catch(failed);
      sendErrand(`alert:${id}:${admin}`, { kind: 'say', platform, target: { chat }, markdown }).catch(failed);
    }
  };
}

/** Tells admins what the model failed of, once an hour for each kind. */
export function alerting(
  town: Town & { readonly platforms: ReadonlyMap<string, unknown> },
  sendErrand: SendErrand,
) {
  const { platforms, clock } = town;
  const tell = tellingAdmins(town, sendErrand, platform => platforms.has(platform));
  return (failure: ModelFailure): void => {
    const kind: ModelAlert = toldByKind.find(kind => kind === failure.kind) ?? 'exhausted';
    tell(`${kind}:${hourOf(clock)}`, kind, detailOf(failure));
  };
}

/** Tells admins that a provider is down: once an hour, however often it begins anew. */
export function outageAlerting(
  town: Town & { readonly platforms: ReadonlyMap<string, unknown> },
  sendErrand: SendErrand,
) {
  const { platforms, clock } = town;
  const tell = tellingAdmins(town, sendErrand, platform => platforms.has(platform));
  return (provider: string, failure: ModelFailure): void => {
    tell(`outage:${provider}:${hourOf(clock)}`, 'outage', `${provider}: ${detailOf(failure)}`);
  };
}

/** Tells admins what a platform lacks, once a day for each kind; who could not be reached a day ago is not told twice. */
export function platformAlerting(
  town: Town,
  timeZone: string,
  sendErrand: SendErrand,
  speaks: (platform: string) => boolean,
  skipErrand: SkipErrand,
): World['alert'] {
  const tell = tellingAdmins(town, sendErrand, speaks, skipErrand);
  return (platform, kind, detail) => {
    const idAt = (time: number) => `${platform}:${kind}:${dayOf(time, timeZone)}`;
    const now = town.clock.now();
    tell(idAt(now), kind, `${platform}: ${detail}`, idAt(now - dayMs));
  };
}
