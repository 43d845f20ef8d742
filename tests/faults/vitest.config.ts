import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** `npm run test:agents` runs these tests; they are the stories of one real program each. */
const TOLD = /^tests\/agents\/stories\//
const named = readFileSync(`${root}/docs/faults.md`, 'utf8').matchAll(/`(tests\/[^`]+\.test\.ts)`: /g)

/**
 * Every operation of the czar is broken in turn, disks fill up, processes are killed. This takes minutes. The files of
 * all other tests that docs/faults.md names also run.
 */
export default defineConfig({
  root,
  test: {
    include: [...new Set(['tests/faults/**/*.test.ts', ...[...named].map(([, file = '']) => file).filter(file => !TOLD.test(file))])],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 900_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
