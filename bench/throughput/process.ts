/**
 * A process that adds work and does its share of it; ended by its parent.
 * Arguments: `raw` or `turns`, and the address of Redis. Its parent sends a count of pieces to add; it sends what it
 * has done since it last told, and when.
 */
import { machineTime } from '../support/instant.ts';
import type { OpenEngine } from './engine.ts';
import { openRaw } from './raw.ts';
import { openTurns } from './turns.ts';

export type Kind = 'raw' | 'turns';

/** From a process to its parent; times are milliseconds of the machine's clock. */
export type News =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly count: number; readonly at: number };

const engines: Record<Kind, OpenEngine> = { raw: openRaw, turns: openTurns };
const tellMs = 5;

const [kind = '', redisUrl = ''] = process.argv.slice(2);
const tell = (news: News) => process.send?.(news);

let done = 0;
let at = 0;
const engine = await engines[kind as Kind](redisUrl, () => {
  done += 1;
  at = machineTime();
});
setInterval(() => {
  if (done === 0) return;
  tell({ kind: 'done', count: done, at });
  done = 0;
}, tellMs);

let added = 0;
process.on('message', (count: number) => {
  const first = added;
  added += count;
  for (let number = first; number < added; number += 1) void engine.add(number);
});
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });
