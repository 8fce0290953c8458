/**
 * Several sources as one, in the order in which they have something. Each is asked for its next when its last has been
 * taken: who reads slowly makes all of them slow. Ends with the first error, or when all have ended.
 */
export async function* merged<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T, void, undefined> {
  const ready: { readonly value: T; readonly taken: () => void }[] = [];
  const failures: unknown[] = [];
  let running = sources.length;
  let closed = false;
  let wake = () => {};

  async function pump(source: AsyncIterable<T>): Promise<void> {
    try {
      for await (const value of source) {
        if (closed) break;
        await new Promise<void>(taken => {
          ready.push({ value, taken });
          wake();
        });
        if (closed) break;
      }
    } catch (error) {
      failures.push(error);
    } finally {
      running -= 1;
      wake();
    }
  }

  for (const source of sources) void pump(source);
  try {
    for (;;) {
      const next = ready[0];
      if (next) {
        yield next.value;
        ready.shift();
        next.taken();
      } else if (failures.length > 0) throw failures[0];
      else if (running === 0) return;
      else
        await new Promise<void>(resolve => {
          wake = resolve;
        });
    }
  } finally {
    closed = true;
    for (const { taken } of ready) taken();
  }
}
