import type { SendErrand } from '../errand.ts';
import type { ModelFailure } from '../errors.ts';
import type { AlertKind } from '../wording/index.ts';
import type { House } from './house.ts';

const told = ['configuration', 'permission', 'credentials', 'quota', 'token'] as const satisfies AlertKind[];

/** Tells every admin what they must act on, once an hour for each kind, in a direct chat. */
export function alerting({ access, platforms, wording, clock, log }: House, sendErrand: SendErrand) {
  return (failure: ModelFailure): void => {
    const kind: AlertKind = told.find(kind => kind === failure.kind) ?? 'exhausted';
    const detail = failure.code === '' ? failure.message : `${failure.code}: ${failure.message}`;
    const markdown = wording.alert(kind, detail);
    const hour = Math.floor(clock.now() / 3_600_000);
    for (const admin of access.admins) {
      const colon = admin.indexOf(':');
      const platform = admin.slice(0, colon);
      if (!platforms.has(platform)) continue;
      const chat = { id: admin.slice(colon + 1), kind: 'direct' as const };
      sendErrand(`alert:${kind}:${admin}:${hour}`, {
        kind: 'say',
        platform,
        target: { chat },
        markdown,
      }).catch((error: unknown) => log('redis.failed', { error }));
    }
  };
}
