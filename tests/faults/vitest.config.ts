import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Tests with one real agent program each. They run in `npm run test:agents` and not here. */
const TOLD = /^tests\/agents\/stories\//
const named = readFileSync(`${root}/docs/faults.md`, 'utf8').matchAll(/`(tests\/[^`]+\.test\.ts)`: /g)

/**
 * Makes every operation of the czar fail in turn, fills disks, and kills processes. This takes minutes. The other test files that
 * docs/faults.md names run here too.
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
