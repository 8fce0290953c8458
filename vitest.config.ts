import { defineConfig } from 'vitest/config';

/** Stories that take the whole machine for minutes: played when everything else is over. */
const played = ['test/proof/chaos.test.ts', 'test/proof/mutants.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/redis.ts', 'test/support/browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A machine under load may look late, and must not give up before.
    expect: { poll: { interval: 20, timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: played,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'stories', include: played, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
