/** Does all jobs in their order, so many at a time. */
export async function doAll(jobs: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const left = [...jobs];
  const hands = Array.from({ length: atOnce }, async () => {
    for (let job = left.shift(); job; job = left.shift()) await job();
  });
  await Promise.all(hands);
}
