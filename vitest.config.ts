import { defineConfig } from 'vitest/config'

const ELSEWHERE = [
  'tests/agents/**',
  'tests/e2e/stories/**',
  'tests/faults/**',
  'tests/hints/stories/**',
  'tests/package/**',
  'tests/web/**',
]
/** Tests that start git, tmux and czar thousands of times: `npm run test:programs`. */
const PROGRAMS = ['tests/{adapters,cli}/**/*.test.ts', 'tests/supervisor/delivery/real-agents.test.ts']
/** Tests that mostly wait: whole fleets with real git and tmux, the interface to a czar, and the server of the page. */
const FLEETS = ['tests/{api,e2e,ui/web/server}/**/*.test.ts']

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
          // Each start of a program copies the page tables of the starting process, so these workers stay small. A start
          // takes 8 ms from a process of 90 MB, and 17 ms from one of 340 MB (a Node program that only starts others).
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
        // These tests wait for nothing, and each worker imports the whole core.
        test: {
          name: 'rules',
          include: ['tests/**/*.test.ts'],
          exclude: [...ELSEWHERE, ...PROGRAMS, ...FLEETS],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // These tests use real tmux, git and processes. The time limits are generous, and every wait is for a condition.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Test files share the workers, even on two cores, because tests mostly wait. A worker per file took 55 s more
    // processor time.
    isolate: false,
  },
})
