import { defineConfig } from 'vitest/config'

/** Rooms whose tests start no program: their files share one process, for starting one costs more than most of them. */
const PURE = ['tests/{core,config,ui,scenarios}/**/*.test.ts', 'tests/cli/output/**/*.test.ts']
const APART = ['tests/agents/**', 'tests/faults/**']

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build-once.ts'],
    // Real tmux, git and processes: generous bounds, and every wait is for a condition.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'real', include: ['tests/**/*.test.ts'], exclude: [...APART, ...PURE] } },
      { extends: true, test: { name: 'pure', include: PURE, exclude: APART, isolate: false } },
    ],
  },
})
