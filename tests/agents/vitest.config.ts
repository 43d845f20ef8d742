import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { realAgents } from './support/programs/all.ts'
import { tableReporter } from './support/table/table-reporter.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const MINUTE_MS = 60_000

/**
 * Tests with the real agent programs, downloaded from npm, in real tmux and with a stand-in for the model. They take minutes. Each program
 * is a Vitest project, which runs the shared tests and the program's own. The project `others` has the programs that czar supports only
 * through a general profile.
 */
export default defineConfig({
  root,
  test: {
    globalSetup: ['tests/support/build-once.ts'],
    maxWorkers: 2,
    reporters: ['default', tableReporter(root)],
    projects: [
      ...realAgents.map(({ name, patienceMs }) => project(name, ['stories', name], 2 * patienceMs)),
      project('others', ['others'], 10 * MINUTE_MS),
      project('mixed', ['mixed'], 10 * MINUTE_MS),
    ],
  },
})

function project(name: string, directories: readonly string[], testTimeout: number) {
  return {
    root,
    test: {
      name,
      include: directories.map(directory => `tests/agents/${directory}/*.test.ts`),
      env: { CZAR_TOLD_AGENT: name },
      testTimeout,
      // A test may have to download a program first.
      hookTimeout: 5 * MINUTE_MS,
      pool: 'forks' as const,
    },
  }
}
