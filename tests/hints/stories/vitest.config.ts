import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Each of these tests brings czar into a state in which it prints a suggested command ("next:"), and types that command into a shell. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['tests/hints/stories/**/*.test.ts'],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 400_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 4,
  },
})
