import { afterEach, beforeEach, expect, test } from 'vitest';
import { happen } from '../../../proof/town/happen.ts';
import type { Town } from '../../../proof/town/town.ts';
import { type ErnieSimulator, startErnie } from '../../../simulators/ernie/index.ts';

let ernie: ErnieSimulator;
beforeEach(async () => {
  ernie = await startErnie();
});
afterEach(() => ernie.close());

test('a storm of the model is over when its time is, though nobody called', async () => {
  ernie.fault('code-2', 1, '#Q7/');
  const storm = happen({ atMs: 0, kind: 'model storm', fault: 'code-2', calls: 9, ms: 20 }, {
    ernie,
  } as Town);
  expect(ernie.waitingFaults).toHaveLength(2);
  await storm;
  expect(ernie.waitingFaults).toEqual([{ fault: 'code-2', times: 1, about: '#Q7/' }]);
});
