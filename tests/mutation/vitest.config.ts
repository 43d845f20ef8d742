import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['tests/core/policy/**/*.test.ts'], testTimeout: 30_000 },
})
