import { afterEach, expect, test } from 'vitest';
import { listen, readBody, sendJson } from '../../simulators/http.ts';
import { faultsAt } from '../../src/main/console-faults.ts';
import { Undo } from '../../src/main/undo.ts';

const undo = new Undo();
afterEach(() => undo.run(() => {}));

test('faults are asked for where the demo offers them', async () => {
  const struck: unknown[] = [];
  const demo = await listen(async (request, response) => {
    if (request.method === 'GET') return sendJson(response, 200, { faults: ['cut'] });
    const wish = JSON.parse((await readBody(request)).toString()) as { fault: string };
    struck.push(wish);
    return sendJson(response, { cut: 200, none: 404 }[wish.fault] ?? 500, {});
  });
  undo.add(() => demo.close());
  const faults = faultsAt(demo.url, undo);
  expect(await faults.list()).toEqual({ faults: ['cut'] });
  expect(await faults.inject('cut', 2)).toBe(true);
  expect(await faults.inject('none', 1)).toBe(false);
  await expect(faults.inject('broken', 1)).rejects.toThrow('500');
  expect(struck[0]).toEqual({ fault: 'cut', times: 2 });
});
