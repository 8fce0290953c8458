import { Undo } from '../../src/main/undo.ts';
import type { Bench } from '../benchmark.ts';

/** Does a part of a benchmark, and undoes what it started before the next part begins. */
export async function apart<T>(bench: Bench, part: (bench: Bench) => Promise<T>): Promise<T> {
  const undo = new Undo();
  const undoAll = () => undo.run(error => console.error(error));
  bench.undo.add(undoAll); // where the whole benchmark is given up
  try {
    return await part({ ...bench, undo });
  } finally {
    await undoAll();
  }
}
