import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Tests that take longer: whole fleets with the demo, killed czars, people at terminals, remotes, alerts, and tasks that go to another
 * worker; planners; and claims and findings whose commands run for real. The short tests of this kind are part of `npm test`.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['tests/e2e/stories/**/*.test.ts'],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 400_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 4,
  },
})
