import type { WriteKind, WriteWindow } from '../../../src/write-budget.ts';
import type { Endpoint } from '../api/endpoints.ts';

/**
 * How fast DingTalk lets an app call: each API 20 times a second. We stay below, and call evenly: its clock is not ours, and
 * where connections must be opened first, what left in two seconds' bursts would arrive in one.
 * https://open.dingtalk.com/document/development/description-of-the-call-frequency-limit
 */

const secondMs = 1000;
const minuteMs = 60_000;
/** Calls may arrive half a second late before 20 fall into one. */
const even = { limit: 2, perMs: 150 };
const apiSecond = 13;
/** All growing texts together: what lands keeps a reserve. */
const growthSecond = 10;
/** Of a custom robot 20 a minute are known, and ten minutes of silence after that; of a session webhook nothing is. */
const sessionMinute = 15;

/** The budget of one API. */
export const apiScope = (endpoint: Endpoint) => `dingtalk:api:${endpoint}`;

/** The budget of a place's session webhook. */
export const sessionScope = (place: string) => `dingtalk:session:${place}`;

/** What one call needs. */
export function windowsFor(kind: WriteKind, endpoint: Endpoint): readonly WriteWindow[] {
  const scope = apiScope(endpoint);
  const limit = kind === 'growing' ? growthSecond : apiSecond;
  return [
    { scope, ...even },
    { scope, limit, perMs: secondMs },
  ];
}

/** What one message by a session webhook needs. */
export function sessionWindows(place: string): readonly WriteWindow[] {
  return [{ scope: sessionScope(place), limit: sessionMinute, perMs: minuteMs }];
}
