import type { PlatformName } from '../judge/evidence.ts';
import { Dice } from './dice.ts';
import { platforms } from './platforms.ts';
import type { Slots } from './slots.ts';
import type { Event, Happening } from './story.ts';

/** How often something of a kind happens, in all of a story; the least is once. */
const everyMs: Readonly<Record<Exclude<Happening['kind'], 'kill'>, number>> = {
  freeze: 40_000,
  replace: 60_000,
  'clock jump': 30_000,
  'redis killed': 60_000,
  'redis frozen': 75_000,
  'model storm': 90_000,
  duplicates: 15_000,
  reordered: 30_000,
  delays: 20_000,
  'connections cut': 40_000,
  'tokens expired': 60_000,
};

/** As long as the longest standstill of a process. */
const stormMs = 20_000;

/** What happens to all at once, in the order of time. @param kills how many processes are killed at any time */
export function happenings(seed: number, lastsMs: number, kills: number, slots: Slots): Event[] {
  const killing = new Dice(seed, 'kill');
  const events: Event[] = Array.from({ length: kills }, (_, index) => ({
    kind: 'kill',
    atMs: Math.floor(((index + killing.next()) / kills) * lastsMs),
    slot: aSlot(killing, slots),
  }));
  for (const [kind, each] of Object.entries(everyMs)) {
    const dice = new Dice(seed, kind);
    const count = Math.max(1, Math.round(lastsMs / each));
    for (let index = 0; index < count; index += 1) {
      const atMs = Math.floor(((index + dice.next()) / count) * lastsMs);
      events.push({ atMs, ...make[kind as keyof typeof make](dice, slots) });
    }
  }
  return events.sort((a, b) => a.atMs - b.atMs);
}

const aSlot = (dice: Dice, { workers, intakes }: Slots): string =>
  dice.pick([...workers.map(name => [3, name] as const), ...intakes.map(name => [2, name] as const)]);

const aPlatform = (dice: Dice): PlatformName => dice.oneOf(platforms);

const make: { [K in keyof typeof everyMs]: (dice: Dice, slots: Slots) => Extract<Happening, { kind: K }> } = {
  freeze: (dice, slots) => ({ kind: 'freeze', slot: aSlot(dice, slots), ms: dice.within(3000, 20_000) }),
  replace: (dice, { workers }) => ({
    kind: 'replace',
    slot: workers[dice.within(0, workers.length - 1)] ?? '',
  }),
  'clock jump': (dice, slots) => ({
    kind: 'clock jump',
    slot: aSlot(dice, slots),
    byMs: dice.within(-600_000, 600_000),
  }),
  'redis killed': dice => ({
    kind: 'redis killed',
    downMs: dice.within(0, 4000),
    fsync: dice.oneOf(['always', 'everysec']),
  }),
  'redis frozen': dice => ({ kind: 'redis frozen', ms: dice.within(500, 5000) }),
  'model storm': dice => ({
    kind: 'model storm',
    fault: dice.oneOf(['code-18', 'code-18', 'code-2', 'code-4', 'http-500']),
    calls: dice.within(4, 15),
    ms: stormMs,
  }),
  duplicates: dice => ({ kind: 'duplicates', platform: aPlatform(dice), count: dice.within(1, 10) }),
  reordered: dice => ({ kind: 'reordered', platform: aPlatform(dice), count: dice.within(2, 4) }),
  delays: dice => ({
    kind: 'delays',
    platform: aPlatform(dice),
    count: dice.within(1, 5),
    ms: dice.within(1000, 20_000),
  }),
  'connections cut': dice => ({ kind: 'connections cut', platform: dice.oneOf(['feishu', 'dingtalk']) }),
  'tokens expired': dice => ({ kind: 'tokens expired', platform: dice.oneOf(['feishu', 'dingtalk']) }),
};
