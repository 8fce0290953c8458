import { setTimeout as delay } from 'node:timers/promises';
import type { Size } from '../../bench/benchmark.ts';
import { Undo } from '../../src/main/undo.ts';
import { type Row, rowsOf } from './figure.ts';
import type { Scene } from './scene.ts';
import type { Entry } from './stage.ts';

/** The longest that a scene takes with one bot, milliseconds: what hangs is ended. */
const longestMs = 480_000;

export interface PlayOptions {
  readonly size: Size;
  /** The path of a Redis server. */
  readonly redisProgram: string;
  readonly interrupted: AbortSignal;
}

/** Plays a scene with both bots, one after the other; whatever one of them left is gone before the other begins. */
export async function play(name: string, scene: Scene, options: PlayOptions): Promise<Row[]> {
  const naive = await playWith('naive', scene, options);
  const yanqiao = await playWith('yanqiao', scene, options);
  return rowsOf(name, naive, yanqiao);
}

async function playWith(bot: Entry['bot'], scene: Scene, { size, redisProgram, interrupted }: PlayOptions) {
  const undo = new Undo();
  const ended = new AbortController();
  const signal = AbortSignal.any([interrupted, ended.signal]);
  const tooLong = delay(longestMs, undefined, { signal }).then(() => {
    throw new Error(`It did not end within ${longestMs / 1000} s.`);
  });
  try {
    return await Promise.race([scene({ bot, size, redisProgram, undo }), tooLong]);
  } finally {
    ended.abort();
    await tooLong.catch(() => {});
    await undo.run(error => console.error(error));
  }
}
