import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/agents/**', 'tests/e2e/stories/**', 'tests/faults/**', 'tests/hints/stories/**'],
    globalSetup: ['tests/support/build-once.ts'],
    // Real tmux, git and processes: generous bounds, and every wait is for a condition.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 6,
    // Files share six processes, on two cores too, for much of it is waiting: starting one for each took 55 s of processor time more.
    isolate: false,
  },
})
