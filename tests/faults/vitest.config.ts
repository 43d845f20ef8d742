import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Every operation of the czar broken in turn, disks that fill up, processes that are killed: minutes, not seconds. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/faults/**/*.test.ts'],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 900_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
