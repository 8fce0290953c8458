import { setTimeout as delay } from 'node:timers/promises';
import type { Kill, Stop } from '../judge/evidence.ts';
import { type BotProcess, type Start, startBot } from './bot-process.ts';
import { connectionOf, type Ends } from './connection.ts';
import { now } from './now.ts';

/** The processes of the bot: a slot for each, and whoever dies there is followed by another. */
export interface Crew {
  /** Everyone who was killed, or stopped for so long that others took the work over. */
  readonly kills: readonly Kill[];
  /** Everyone who was replaced. */
  readonly stops: readonly Stop[];
  /** Those that ended without being told to, with what they said: each is a bug. */
  readonly deserted: readonly string[];
  readonly slots: readonly string[];
  /** Those that run now: their names and ids. */
  pids(): readonly (readonly [name: string, pid: number])[];
  /** The process that has opened this connection. */
  callerAt(ends: Ends): Promise<string | undefined>;
  /** Kills a process, by its own name or by its slot's; another follows. Resolves when it is gone. */
  kill(name: string): Promise<void>;
  /** Starts another, then tells this slot's to stop. */
  replace(slot: string): Promise<void>;
  freeze(name: string, ms: number): Promise<void>;
  jumpClock(slot: string, byMs: number): void;
  /** Tells all to stop, and waits until they have. */
  dismiss(): Promise<void>;
}

export interface CrewOptions extends Pick<Start, 'root' | 'logs'> {
  /** Settings by slot. */
  readonly slots: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A call may be seen before its caller has told of its connection. */
const toldMs = { most: 500, each: 2 };
const restartMs = 200;
/** Whoever stands still for longer may be taken for dead: half of the time for which its work is kept, which it renews by then. */
const keptMs = 5000;

/** Starts a process in each slot; resolves when all work. */
export async function startCrew({ slots, root, logs }: CrewOptions): Promise<Crew> {
  const running = new Map<string, BotProcess>();
  /** Those that were replaced and have not ended yet: they still work. */
  const leaving = new Set<BotProcess>();
  const lives = new Map<string, number>();
  const callers = new Map<string, BotProcess>();
  const kills: Kill[] = [];
  const stops: Stop[] = [];
  const deserted: string[] = [];
  let isDismissed = false;

  function begin(slot: string): BotProcess & { started: Promise<void> } {
    const life = (lives.get(slot) ?? 0) + 1;
    lives.set(slot, life);
    const bot = startBot({
      name: `${slot}.${life}`,
      root,
      logs,
      settings: slots.get(slot) ?? {},
      onConnection: ends => callers.set(connectionOf(ends), bot),
      onExit: how => {
        for (const [connection, caller] of callers) if (caller === bot) callers.delete(connection);
        if (how.isExpected || isDismissed) return;
        deserted.push(`${bot.name} ended by itself: ${how.told}`);
        if (running.get(slot) === bot) setTimeout(() => !isDismissed && begin(slot), restartMs);
      },
    });
    running.set(slot, bot);
    return bot;
  }

  const find = (name: string) =>
    running.get(name) ?? [...running.values(), ...leaving].find(bot => bot.name === name);
  const slotOf = (bot: BotProcess) => bot.name.slice(0, bot.name.lastIndexOf('.'));

  await Promise.all([...slots.keys()].map(slot => begin(slot).started));
  return {
    kills,
    stops,
    deserted,
    slots: [...slots.keys()],
    pids: () => [...running.values()].map(({ name, pid }) => [name, pid]),
    async callerAt(ends) {
      for (let waitedMs = 0; waitedMs < toldMs.most; waitedMs += toldMs.each) {
        const caller = callers.get(connectionOf(ends));
        if (caller) return caller.name;
        await delay(toldMs.each);
      }
      return undefined;
    },
    async kill(name) {
      const bot = find(name);
      if (!bot?.isAlive) return;
      kills.push({ of: bot.name, at: now() });
      await bot.kill();
      if (running.get(slotOf(bot)) === bot && !isDismissed) begin(slotOf(bot));
    },
    async replace(slot) {
      const old = running.get(slot);
      if (old) leaving.add(old);
      await begin(slot).started;
      if (old?.isAlive) {
        stops.push({ of: old.name, at: now() });
        await old.stop();
      }
      if (old) leaving.delete(old);
    },
    async freeze(name, ms) {
      const bot = find(name);
      if (!bot?.isAlive) return;
      const at = now();
      await bot.freeze(ms);
      if (ms >= keptMs) kills.push({ of: bot.name, at, until: now() });
    },
    jumpClock: (slot, byMs) => running.get(slot)?.jumpClock(byMs),
    async dismiss() {
      isDismissed = true;
      await Promise.all([...running.values()].map(bot => bot.stop()));
    },
  };
}
