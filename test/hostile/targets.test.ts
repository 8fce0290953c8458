import { expect, test } from 'vitest';
import { run } from '../../proof/fuzz/run.ts';
import { targets } from '../../proof/fuzz/targets/index.ts';

/** Always the same inputs; `npm run fuzz` tries others. */
const seed = 20_261_123;
/** For each part of a long run. */
const casesPerShare = 12;

test.each(targets)('whatever comes by way of $name, every promise is kept', async target => {
  const { cases, failure } = await run(target, target.share * casesPerShare, seed);
  expect(failure).toBeUndefined();
  expect(cases).toBe(target.share * casesPerShare);
});
