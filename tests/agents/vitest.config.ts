import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { realAgents } from './support/programs/all.ts'
import { tableReporter } from './support/table/table-reporter.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const MINUTE_MS = 60_000

/**
 * The real agent programs: downloaded from npm, run in real tmux against a stand-in for the model. Minutes, not seconds.
 * Each program is a project: all stories are told of it, and those of its own. `others` have no driver of their own.
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
      // A program may have to be downloaded first.
      hookTimeout: 5 * MINUTE_MS,
      pool: 'forks' as const,
    },
  }
}
