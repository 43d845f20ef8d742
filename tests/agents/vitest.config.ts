import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The real agent programs: downloaded from npm, run in real tmux against a stand-in for the model. Minutes, not seconds. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/agents/**/*.test.ts'],
    globalSetup: ['tests/support/build-once.ts', 'tests/agents/support/install-claude.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
