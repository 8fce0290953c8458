import type { WebAnswer } from '../web.ts';

/** The page may load from here alone, run no script but ours, and stand in no frame. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every answer of the console says; `nosniff` the server adds to all. */
const always = {
  'content-security-policy': contentPolicy,
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** An answer with what every answer of the console says; nobody keeps it unless it says so. */
export function guarded(answer: WebAnswer): WebAnswer {
  return { ...answer, headers: { ...always, 'cache-control': 'no-store', ...answer.headers } };
}

/** An answer as JSON. */
export function json(value: unknown, status = 200): WebAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** What went wrong, as one word that the page has a sentence for. */
export type Problem =
  | 'logged-out'
  | 'foreign' // it did not come from our page
  | 'wrong-token'
  | 'too-many-tries'
  | 'not-found'
  | 'wrong' // not what this route takes
  | 'forbidden'
  | 'full'
  | 'too-large'
  | 'too-slow'
  | 'unavailable';

const statuses = {
  'logged-out': 401,
  foreign: 403,
  'wrong-token': 401,
  'too-many-tries': 429,
  'not-found': 404,
  wrong: 400,
  forbidden: 403,
  full: 409,
  'too-large': 413,
  'too-slow': 408,
  unavailable: 503,
} as const satisfies Record<Problem, number>;

export function problem(error: Problem, headers: WebAnswer['headers'] = {}): WebAnswer {
  const { headers: type, ...answer } = json({ error }, statuses[error]);
  return { ...answer, headers: { ...type, ...headers } };
}
