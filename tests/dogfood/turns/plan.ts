import type { ToolCall } from '../../agents/support/model-answer.ts'
import { type Change, testOf } from './steps.ts'

/** What a person asks for. `libraries` is where the libraries of the clone are. */
export function goalOf(libraries: string): string {
  return `Three small mends of this repository: names with commas must not look like two names in lists of names; the texts about budgets and web addresses need tests; and the example of docs/stages.md must be held by a test. The libraries are in ${libraries}: link a worktree's node_modules to it.`
}

/** The files that the planner reads before it answers. */
export const LOOKS: readonly ToolCall[] = [
  { tool: 'Glob', input: { pattern: 'tests/core/text/*.test.ts' } },
  { tool: 'Grep', input: { pattern: 'export function', path: 'src/core/text' } },
]

/**
 * The answers of the planner. In the first answer two tasks own the same folder, so the check of the project file refuses the answer. In
 * the second answer an existing test already proves a task, which czar finds out on base. The third answer is good.
 */
export function planAnswer(changes: readonly Change[], libraries: string, prompt: string): string {
  const tasks = changes.map(({ task }) => task)
  const rest = {
    setup: [`ln -sfn ${libraries} node_modules`],
    unsure: ['Should names with a comma be quoted in messages that agents read, too?'],
  }
  if (prompt.includes('This is round 3')) return JSON.stringify({ tasks, ...rest })
  if (prompt.includes('This is round 2')) return JSON.stringify({ tasks: tasks.map(provenBefore), ...rest })
  return JSON.stringify({ tasks: tasks.map(task => ({ ...task, owns: task.owns.map(inFolder) })), ...rest })
}

function inFolder(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}/**`
}

function provenBefore(task: Change['task']): Change['task'] {
  return task.id === 'stages-doc' ? { ...task, accept: [testOf('tests/docs/planning.test.ts')] } : task
}
