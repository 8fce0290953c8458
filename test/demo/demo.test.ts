import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDemo } from './run-demo.ts';

/** On a busy machine; alone it takes half a minute. */
const showMs = 180_000;

describe('the demo', () => {
  it('answers one question through everything, shows it growing, prints it last and leaves nothing behind', async () => {
    const TMPDIR = await mkdtemp(join(tmpdir(), 'yanqiao-demo-test-'));
    const { code, stdout, stderr } = await runDemo(['--ask', '请数到30'], { TMPDIR, LANG: 'zh_CN.UTF-8' });
    expect(code, stderr).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.filter(line => /^\d+\.\d 秒，\d+ 字：/.test(line)).length).toBeGreaterThan(1);
    const answer = stdout.slice(stdout.indexOf('\n\n') + 2);
    expect(answer.match(/\d+/g)).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)));
    expect((await readdir(TMPDIR)).filter(name => name.startsWith('yanqiao'))).toEqual([]);
    await rm(TMPDIR, { recursive: true });
  });

  it('never uses a key of the environment unless it is told to', async () => {
    const real = { QIANFAN_API_KEY: 'bce-v3/ALTAK-real', QIANFAN_BASE_URL: 'http://127.0.0.1:1' };
    const { code, stdout } = await runDemo(['--ask', 'Hello'], real);
    expect(code).toBe(0);
    expect(stdout).toContain('Hello');
  });

  it('says what is missing when the real model has no keys', async () => {
    const { code, stderr } = await runDemo(['--ask', 'Hello', '--real'], { ERNIE_API_KEY: 'half a pair' });
    expect(code).toBe(1);
    expect(stderr).toContain('ERNIE_SECRET_KEY');
  });

  it('tells how it is used when it does not understand', async () => {
    const { code, stderr } = await runDemo(['--what']);
    expect(code).toBe(1);
    expect(stderr).toContain('npm run demo');
  });

  it(
    'plays a conversation by itself, survives a killed worker and says what happened',
    async () => {
      const { code, stdout } = await runDemo([]);
      expect(stdout.match(/^✓/gm), stdout).toHaveLength(7);
      expect(stdout).toMatch(/^✓ ERNIE asked for the function calculate.*: 126$/m);
      expect(stdout).toMatch(/^✓ process \d+ was killed \(kill -9\).* the same message/m);
      expect(stdout).toMatch(/^All 7 went right/m);
      expect(code).toBe(0);
    },
    showMs,
  );
});
