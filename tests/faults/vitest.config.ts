import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Stories of one real program at a time, told by npm run test:agents. */
const TOLD = /^tests\/agents\/stories\//
const named = readFileSync(`${root}/docs/faults.md`, 'utf8').matchAll(/`(tests\/[^`]+\.test\.ts)`: /g)

/**
 * Every operation of the czar broken in turn, disks that fill up, processes that are killed: minutes, not seconds.
 * With them the files of all the other tests that docs/faults.md names.
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
