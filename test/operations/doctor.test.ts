import { describe, expect, test } from 'vitest';
import { compareClocks } from '../../src/operations/clock-check.ts';
import { type Check, doctor, lineOf } from '../../src/operations/doctor.ts';
import type { Finding } from '../../src/platform.ts';

const check = (about: string, ...findings: Finding[]): Check => ({ about, look: () => findings });

async function examine(...checks: Check[]) {
  const lines: string[] = [];
  return { code: await doctor(checks, line => lines.push(line)), lines };
}

describe('the doctor', () => {
  test('prints one line a finding, with what to do, and passes when nothing is bad', async () => {
    const { code, lines } = await examine(
      check('Redis', { level: 'good', what: 'Redis 7.0.15 answers' }),
      check('ADMINS', { level: 'note', what: 'nobody is an admin', remedy: 'set ADMINS' }),
    );
    expect(lines).toEqual(['✓ Redis 7.0.15 answers', '· nobody is an admin → set ADMINS', 'All is well.']);
    expect(code).toBe(0);
  });

  test('fails when one thing is bad, and still looks at the rest', async () => {
    const { code, lines } = await examine(
      check('a', { level: 'bad', what: 'the token was refused', remedy: 'ask @BotFather for a new one' }),
      check('b', { level: 'good', what: 'fine' }),
    );
    expect(lines).toEqual([
      '✗ the token was refused → ask @BotFather for a new one',
      '✓ fine',
      '1 thing needs your attention.',
    ]);
    expect(code).toBe(1);
  });

  test('takes a check that breaks for a finding', async () => {
    const broken: Check = {
      about: 'Redis',
      async *look() {
        yield { level: 'good', what: 'before' };
        throw new Error('connect ECONNREFUSED');
      },
    };
    const { code, lines } = await examine(broken);
    expect(lines.slice(0, 2)).toEqual(['✓ before', '✗ Redis: connect ECONNREFUSED']);
    expect(code).toBe(1);
  });

  test('does not point an arrow at nothing', () => {
    expect(lineOf({ level: 'note', what: 'so it is' })).toBe('· so it is');
  });
});

test.each([
  [0, 'good', /agrees/],
  [5000, 'good', /agrees/],
  [-61_000, 'bad', /61 s behind Redis/],
  [7_200_000, 'bad', /7200 s ahead of Redis/],
])('a clock that is %i ms off is %s', (offMs, level, words) => {
  const finding = compareClocks('Redis', 1_700_000_000_000, 1_700_000_000_000 + offMs);
  expect(finding.level).toBe(level);
  expect(finding.what).toMatch(words);
});
