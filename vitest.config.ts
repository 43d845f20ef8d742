import { defineConfig } from 'vitest/config'

const ELSEWHERE = ['tests/agents/**', 'tests/e2e/stories/**', 'tests/faults/**', 'tests/hints/stories/**']
/** Tests that start git, tmux and czar by the thousand: `npm run test:programs`. */
const PROGRAMS = ['tests/{adapters,cli}/**/*.test.ts', 'tests/supervisor/delivery/real-agents.test.ts']
/** Whole fleets with real git and tmux, from the project file to the proven branch, and the interface to a czar. */
const FLEETS = ['tests/{api,e2e}/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build-once.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'programs',
          include: PROGRAMS,
          exclude: ELSEWHERE,
          // Each start of a program copies the page tables of the process that starts it, so these workers stay small: 8 ms at
          // 90 MB, 17 at 340 (a Node program that only starts others).
          maxWorkers: 6,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'fleets', include: FLEETS, exclude: ELSEWHERE, maxWorkers: 6, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        // These wait for nothing, and each worker imports the whole core.
        test: {
          name: 'rules',
          include: ['tests/**/*.test.ts'],
          exclude: [...ELSEWHERE, ...PROGRAMS, ...FLEETS],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // Real tmux, git and processes: generous bounds, and every wait is for a condition.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Files share the workers, on two cores too, for much of it is waiting: starting one for each took 55 s of processor time more.
    isolate: false,
  },
})
