import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The real agent programs: downloaded from npm, run in real tmux against a stand-in for the model. Minutes, not seconds. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/agents/**/*.test.ts'],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 180_000,
    // A program may have to be downloaded first.
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
