import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../../../bench/support/percentile.ts';
import { now } from '../../town/now.ts';
import type { Scene } from '../scene.ts';
import { questionOf } from '../seen/prompt.ts';
import { openStage } from '../stage.ts';
import { within } from '../within.ts';

const questions = { small: 100, full: 500 } as const;
const everyMs = 50;
/** Questions that warm connections and code up. */
const warmUp = 200;

/** How long a question is on its way through an idle bot: from the moment it is written to the arrival of its call. */
export const latency: Scene = async entry => {
  const stage = await openStage(entry, {
    ernie: { chunkMs: 0 },
    telegram: { naturalLimits: false },
    qps: 1000,
  });
  stage.ernie.reply(() => '好。');
  await stage.startAll(1);
  const count = warmUp + questions[entry.size];
  const askedAt: number[] = [];
  for (let number = 0; number < count; number += 1) {
    askedAt[number] = now();
    stage.newChat().ask(`#${number}`);
    await delay(everyMs);
  }
  const allAsked = await within(30_000, () => stage.ernie.calls.length >= count);
  const waits = stage.ernie.calls.map(call => call.time - (askedAt[Number(questionOf(call).slice(1))] ?? 0));
  const measured = waits.slice(warmUp);
  const share = (part: number) => (allAsked ? percentile(measured, part) : undefined);
  return [
    { what: 'question to model call, p50', value: share(0.5), unit: 'ms', better: 'less' },
    { what: 'question to model call, p99', value: share(0.99), unit: 'ms', better: 'less' },
  ];
};
