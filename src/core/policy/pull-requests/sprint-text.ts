import type { CarriedWork } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { Project } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { Proof, TaskState } from '../../state/types/task-state.ts'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import { timeText, tokensText } from '../../text/spent-text.ts'
import { requestTitle } from './request-text.ts'
import { type LeftOutTask, leftOutTasks } from './tested-work.ts'
import { closes, codeOf, commandTable, inert, partOf, quoteInert, review, risks } from './text-parts.ts'

/** The text names at most this many tasks, because a forge takes at most 65,536 characters. */
const TASKS = 40
const CLAIM = 500
const COMMANDS = 5
const LEFT_OUT = 60

/** Returns the title of the pull request for the work of all tasks. */
export function sprintTitle({ name }: Pick<Project, 'name'>): string {
  return `${name}: proven work, tested as one tree`
}

/**
 * Writes czar's part of the text of the pull request for the work of all tasks, in Markdown. `claimOf` returns what a worker itself said
 * about its task, or null.
 */
export function sprintBody(state: State, work: CarriedWork, claimOf: (task: TaskState) => string | null): string {
  const tasks = work.members.flatMap(({ task }) => own(state.tasks, task) ?? [])
  const leftOut = leftOutTasks(state, work)
  const rest = tasks.length - TASKS
  return [
    `The work of ${counted(tasks.length, 'task')}, merged and tested as one tree.`,
    partOf(
      'Tasks',
      tasks
        .slice(0, TASKS)
        .map(task => sayTask(state, task, claimOf(task)))
        .join('\n\n'),
    ),
    rest > 0
      ? `And ${counted(rest, 'more task')}: ${tasks
          .slice(TASKS)
          .map(({ id }) => id)
          .join(', ')}`
      : '',
    partOf(`Tested together at ${work.tip.slice(0, 12)}`, sayTests(state, work)),
    partOf('Set aside', list(leftOut.filter(({ isAside }) => isAside))),
    partOf('Not in it', list(leftOut.filter(({ isAside }) => !isAside))),
    partOf('Effort', effort(state, tasks)),
    closes(tasks),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

function sayTask(state: State, task: TaskState, claim: string | null): string {
  const { id, verified } = task
  if (verified === null) return ''
  return [
    `#### ${id}: ${inert(requestTitle(task))}`,
    claim === null ? '' : quoteInert(claim, CLAIM),
    [`- Proven at ${verified.commit.slice(0, 12)}`, ...sayCommands(verified), risks(verified)].filter(part => part !== '').join('\n'),
    review(state, task),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

function sayCommands({ checks }: Proof): readonly string[] {
  const rest = checks.length - COMMANDS
  const first = checks
    .slice(0, COMMANDS)
    .map(({ name, outcome, durationMs }) => `- \`${codeOf(name)}\`: ${outcome}, ${timeText(durationMs)}`)
  return rest > 0 ? [...first, `- ${counted(rest, 'more command')}`] : first
}

function sayTests({ train }: State, { tip }: CarriedWork): string {
  if (train?.passed?.tip !== tip) return 'Its tests passed.'
  return train.passed.checks.length === 0 ? 'No task in it has a test.' : commandTable(train.passed.checks)
}

function list(tasks: readonly LeftOutTask[]): string {
  const lines = tasks.slice(0, LEFT_OUT).map(({ task, why }) => `- ${task.id} ${inert(plainText(why, 500))}`)
  const rest = tasks.length - LEFT_OUT
  return [...lines, ...(rest > 0 ? [`- ${counted(rest, 'more task')}`] : [])].join('\n')
}

/** Says how long the work took, from the first assignment to the last proof, and what all workers used. */
function effort({ workers }: State, tasks: readonly TaskState[]): string {
  const begun = tasks.flatMap(({ assignedAt }) => assignedAt ?? [])
  const proven = tasks.flatMap(({ verified }) => verified?.at ?? [])
  const usages = [...new Set(tasks.map(({ worker }) => worker))].flatMap(id => own(workers, id ?? '')?.usage ?? [])
  const tokens = usages.reduce((sum, usage) => sum + usage.tokens, 0)
  const usd = usages.reduce((sum, usage) => sum + (usage.usd ?? 0), 0)
  return [
    ...(begun.length === 0 || proven.length === 0
      ? []
      : [`- ${timeText(Math.max(...proven) - Math.min(...begun))} from the first assignment to the last proof`]),
    ...(tokens === 0
      ? []
      : [`- ${tokensText(tokens)} tokens${usd === 0 ? '' : `, $${usd.toFixed(2)}`} by ${counted(usages.length, 'worker')} in all`]),
  ].join('\n')
}
