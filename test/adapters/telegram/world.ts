import type { WriteBudget, WriteWindow } from '../../../src/write-budget.ts';
import { openWorld as openAnyWorld, type WorldParts } from '../world.ts';

/** A budget that gives everything, and remembers what was asked of it. */
export function openHandedBudget() {
  const taken: (readonly WriteWindow[])[] = [];
  const blocks: { readonly scope: string; readonly ms: number }[] = [];
  const budget: WriteBudget = {
    async take(windows) {
      taken.push(windows);
      return 0;
    },
    async block(scope, ms) {
      blocks.push({ scope, ms });
    },
  };
  return { budget, taken, blocks };
}

/** A house whose budget gives everything. */
export function openWorld(redisUrl: string, parts: WorldParts = {}) {
  return openAnyWorld(redisUrl, { budget: openHandedBudget().budget, ...parts });
}
