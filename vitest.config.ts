import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/redis.ts', 'test/support/browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 3,
    // A machine under load may look late, and must not give up before.
    expect: { poll: { interval: 20, timeout: 10_000 } },
  },
});
