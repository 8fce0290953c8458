/** Calls `work` with 0, 1, 2 … up to `count`, at most `most` at once. Resolves when all are done. */
export async function inFlight(
  count: number,
  most: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
