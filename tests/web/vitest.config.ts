import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests of the page of `czar web` in a real Chromium, with real fleets. Their screenshots are in tests/web/artefacts. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/web/**/*.test.ts'],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 3,
  },
})
