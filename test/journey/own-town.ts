import type { TestContext } from 'vitest';

/** A town of one test, closed with it: the tests of a file may then run beside each other, for most of their time is waiting. */
export async function ownTown<Town extends { close(): Promise<void> }>(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  opening: Promise<Town>,
): Promise<Town> {
  const town = await opening;
  onTestFinished(() => town.close());
  return town;
}
