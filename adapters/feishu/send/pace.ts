import type { WriteKind, WriteWindow } from '../../../src/write-budget.ts';
import type { Endpoint } from '../api/endpoints.ts';

/**
 * How fast Feishu lets an app write: each API 50 times a second and 1,000 a minute, each card 10 a second, each person or
 * group 5 messages a second, each message 5 edits a second. We stay below: its clock is not ours.
 * https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control
 */

const secondMs = 1000;
const minuteMs = 60_000;
/** Half: where connections must be opened first, calls that leave in two seconds may arrive in one. */
const apiSecond = 25;
const apiMinute = 950;
/**
 * All growing texts together: an even stream, so that no minute's budget is used up in its first seconds, and a reserve
 * for what lands. However many texts grow share it, each at its turn; a few grow at the pace below.
 */
const growthSecond = 14;
const growthMinute = 840;
/** One growing text, milliseconds between two states. */
const paceMs = { card: 300, message: 800 } as const;
const cardSecond = 8;
const messageSecond = 4;
const chatSecond = 4;

/** What a write changes. */
export type Place =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'chat' | 'card' | 'message'; readonly id: string };

/** The budget of one API. */
export const apiScope = (endpoint: Endpoint) => `feishu:api:${endpoint}`;

/** The budget of a chat, a card or a message. */
export const placeScope = (place: Exclude<Place, { kind: 'nothing' }>) => `feishu:${place.kind}:${place.id}`;

/** What one write needs. */
export function windowsFor(kind: WriteKind, endpoint: Endpoint, place: Place): readonly WriteWindow[] {
  const grows = kind === 'growing' && (endpoint === 'streamText' || endpoint === 'patchCard');
  const scope = apiScope(endpoint);
  return [
    ...placeWindows(place, grows),
    { scope, limit: grows ? growthSecond : apiSecond, perMs: secondMs },
    { scope, limit: grows ? growthMinute : apiMinute, perMs: minuteMs },
  ];
}

function placeWindows(place: Place, grows: boolean): readonly WriteWindow[] {
  if (place.kind === 'nothing') return [];
  const scope = placeScope(place);
  if (place.kind === 'chat') return [{ scope, limit: chatSecond, perMs: secondMs }];
  const limit = place.kind === 'card' ? cardSecond : messageSecond;
  return [
    ...(grows ? [{ scope, limit: 1, perMs: paceMs[place.kind] }] : []),
    { scope, limit, perMs: secondMs },
  ];
}
