import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests of the package as npm installs it. They load three versions of Node from the npm registry. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['tests/package/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, pool: 'forks', maxWorkers: 1 },
})
