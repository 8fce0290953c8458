import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

/** Runs `npm run simulate` with these arguments to its end. */
function simulate(...argv: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulators/cli.ts', ...argv]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text));
  return new Promise(resolve => child.once('close', code => resolve({ code, output })));
}

test.each([
  [['nobody'], 'Usage: npm run simulate'],
  [['ernie', '--qps', 'many'], '--qps must be a whole number'],
  [['ernie', '--port', '0', '--fault', 'nonsense'], 'unknown fault "nonsense"'],
])('bad arguments end with a clear line: %s', async (argv, line) => {
  const { code, output } = await simulate(...argv);
  expect(code).toBe(1);
  expect(output).toContain(line);
  expect(output).not.toContain('    at ');
});

test('the faults can be listed', async () => {
  const { code, output } = await simulate('ernie', '--list-faults');
  expect(code).toBe(0);
  expect(output).toMatch(/^byte-by-byte +every byte by itself/m);
});
