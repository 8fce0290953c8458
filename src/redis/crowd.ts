import type { WriteWindow } from '../write-budget.ts';

/** How often somebody asks for each write that can be made: enough that none is left unused. */
const asksPerWrite = 2;
/** So few are no crowd: a chat's own writers keep its pace exactly. */
const few = 25;

/** Those of this process who were told to come back. */
export interface Crowd {
  /** @param waitMs when the window opens again. @returns when this one should ask again, milliseconds */
  comeBackIn(window: WriteWindow, waitMs: number): number;
}

/**
 * Spreads them over the time that it takes to serve them all: if a thousand came back for every single write, Redis
 * and this process would do little else. Where few wait, or no more than a window takes at once, nobody waits any longer.
 */
export function openCrowd(random: () => number): Crowd {
  const sizes = new Map<string, number>();
  const grow = (name: string, by: 1 | -1) => {
    const size = (sizes.get(name) ?? 0) + by;
    if (size === 0) sizes.delete(name);
    else sizes.set(name, size);
    return size;
  };
  return {
    comeBackIn({ scope, limit, perMs }, waitMs) {
      const name = `${limit} ${scope}`;
      const beyond = Math.max(0, grow(name, 1) - Math.max(limit, few));
      const ms = Math.ceil(waitMs + (random() * beyond * perMs) / (limit * asksPerWrite));
      setTimeout(grow, ms, name, -1).unref();
      return ms;
    },
  };
}
