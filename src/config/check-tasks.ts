import { setImmediate } from 'node:timers/promises'
import type { StageTask } from '../core/events/stages/stage-task.ts'
import type { TaskId, WorkerId } from '../core/model/ids.ts'
import { own } from '../core/model/own.ts'
import type { TaskText } from '../core/model/project.ts'
import type { StageConfig } from '../core/model/stages/stage.ts'
import { comesAfter } from '../core/plan/plan-graph.ts'
import { carvedBudget } from '../core/policy/budget/carved-budget.ts'
import { workerSpending } from '../core/policy/budget/spending.ts'
import { dividedStage, stageOf } from '../core/state/facts/stages.ts'
import type { State } from '../core/state/types/state.ts'
import type { WorkerState } from '../core/state/types/worker-state.ts'
import { commonPath } from '../core/territory/common-path.ts'
import { parseGlob } from '../core/territory/parse-glob.ts'
import { counted } from '../core/text/counted.ts'
import { parseJson } from '../core/text/parse-json.ts'
import { plainText } from '../core/text/plain-text.ts'
import { taskText } from './build/read-task.ts'
import { checkWorker, reachesOutside } from './check-worker.ts'
import type { Disk } from './context.ts'
import { quote } from './problem.ts'
import { planProblems, type TaskList, taskListSchema } from './schema/plan-schema.ts'

/** The tasks in the list of a stage, or every reason why the list cannot be used, as sentences for the worker that wrote it. */
export type CheckedTasks = { readonly tasks: readonly StageTask[] } | { readonly problems: readonly string[] }

interface Around {
  readonly state: State
  /** The worker of the stage that delivers the list. */
  readonly planner: WorkerId
  readonly roles: readonly string[]
  readonly disk: Disk
  readonly now: number
}

/** The data that a check of the tasks needs, besides the tasks. */
interface Division extends Around {
  readonly list: TaskList
  readonly path: string
  readonly most: number
  readonly planning: StageConfig
  /** The stage whose work is divided. */
  readonly parent: WorkerState
  /** The tasks that have a worker already, from an earlier proof of the list. */
  readonly parts: Readonly<Record<string, WorkerId>>
}

type Listed = TaskList['tasks'][number]

const LONGEST_ID = 31
const MOST_SHOWN = 10
/** A pattern with braces counts once for each path that it spells out. Each one is compared with those of all other tasks. */
const MOST_PATTERNS = 100

/** Checks the list of tasks that a stage delivers, by the rules for workers that are added to a running project. */
export async function checkTasks(content: string, around: Around): Promise<CheckedTasks> {
  const { state, planner } = around
  const planning = stageOf(state, planner)
  const parent = dividedStage(state, planner)
  if (planning?.owes.kind !== 'tasks' || parent === null) return { problems: ['No stage of this workflow takes tasks.'] }
  const { path, most } = planning.owes
  const refuse = (problems: readonly string[]) => ({ problems: sayAll(path, problems) })
  const value = parseJson(content.replace(/^\uFEFF/, ''))
  const length = countTasks(value)
  if (length === 0) return refuse(['tasks: there is none; a piece of work that cannot be divided is one task'])
  if (length > most) return refuse([`tasks: there are ${length}, and at most ${most} are allowed (most_tasks)`])
  const read = taskListSchema.safeParse(value)
  if (!read.success) return refuse(planProblems(read.error))
  const parts = own(state.tasks, planner as string as TaskId)?.parts ?? {}
  const division: Division = { ...around, list: read.data, path, most, planning, parent, parts }
  const names = [...idProblems(division), ...needProblems(division)]
  // Names that are wrong would lead to more messages about the same mistakes.
  const problems = names.length > 0 ? names : [...(await shareProblems(division)), ...taskProblems(division)]
  return problems.length > 0 ? refuse(problems) : { tasks: read.data.tasks.map(task => stageTask(task, division)) }
}

function countTasks(value: unknown): number {
  const tasks = typeof value === 'object' && value !== null && 'tasks' in value ? value.tasks : null
  return Array.isArray(tasks) ? tasks.length : 1
}

function sayAll(path: string, problems: readonly string[]): readonly string[] {
  const more = problems.length - MOST_SHOWN
  return [
    ...problems.slice(0, MOST_SHOWN).map(problem => `${path}: ${problem}.`),
    ...(more > 0 ? [`${path}: and ${counted(more, 'more problem')}.`] : []),
  ]
}

function idProblems({ list: { tasks }, planning: { of }, parts, most }: Division): readonly string[] {
  const fresh = tasks.filter(({ id }) => own(parts, id) === undefined).length
  const all = Object.keys(parts).length + fresh
  return [
    ...(all > most ? [`tasks: with those that have a worker already there are ${all}, and at most ${most} are allowed (most_tasks)`] : []),
    ...tasks.flatMap(({ id }, index) => {
      const first = tasks.findIndex(other => other.id === id)
      if (first < index) return [`tasks[${index}].id: ${quote(id)} is the id of tasks[${first}] too`]
      const name = nameOf(of, id)
      const room = LONGEST_ID - (name.length - id.length)
      return name.length > LONGEST_ID
        ? [`tasks[${index}].id: ${quote(id)} is too long: at most ${room} characters, for the worker ${quote(name)}`]
        : []
    }),
  ]
}

function nameOf(of: WorkerId, id: string): string {
  return `${of}-${id}`
}

function needProblems({ list: { tasks } }: Division): readonly string[] {
  const known = tasks.map(({ id }) => id)
  const unknown = tasks.flatMap(({ id, depends_on: needs }, index) =>
    needs.flatMap((need, place) => {
      const at = `tasks[${index}].depends_on[${place}]`
      if (need === id) return [`${at}: ${quote(need)} cannot wait for itself`]
      if (needs.indexOf(need) < place) return [`${at}: ${quote(need)} is listed twice`]
      return known.includes(need) ? [] : [`${at}: there is no task ${quote(need)}; there are: ${known.join(', ')}`]
    }),
  )
  if (unknown.length > 0) return unknown
  const byId = nodesOf(tasks)
  const inCycle = known.filter(id => comesAfter(byId, id, id))
  return inCycle.length === 0 ? [] : [`tasks: these wait for each other in a cycle: ${inCycle.join(', ')}`]
}

function nodesOf(tasks: readonly Listed[]): Parameters<typeof comesAfter>[0] {
  return new Map(tasks.map(({ id, depends_on: dependsOn }) => [id, { id, dependsOn }]))
}

/** What is wrong with the tasks together: paths that two of them change at once, and a budget that does not suffice. */
async function shareProblems(division: Division): Promise<readonly string[]> {
  const patterns = division.list.tasks.flatMap(({ owns }) => owns).reduce((sum, pattern) => sum + alternativesOf(pattern), 0)
  if (patterns > MOST_PATTERNS) return [`tasks: they own ${patterns} patterns, and at most ${MOST_PATTERNS} are allowed`]
  return [...(await pathProblems(division)), ...budgetProblems(division)]
}

function alternativesOf(pattern: string): number {
  const parsed = parseGlob(pattern)
  return 'problem' in parsed ? 1 : parsed.alternatives.length
}

async function pathProblems({ list: { tasks }, parent }: Division): Promise<readonly string[]> {
  const byId = nodesOf(tasks)
  const problems: string[] = []
  for (const [index, task] of tasks.entries()) {
    const others = tasks.slice(0, index).filter(({ id }) => !comesAfter(byId, task.id, id) && !comesAfter(byId, id, task.id))
    const overlap = await firstOverlap(territoryOf(task.owns, parent), others, parent)
    if (overlap !== null) problems.push(`tasks[${index}].owns: ${overlap}`)
  }
  return problems
}

/** Compares patterns with those of other tasks, in steps, so that the czar can do other things in between. */
async function firstOverlap(owns: readonly string[], others: readonly Listed[], parent: WorkerState): Promise<string | null> {
  for (const mine of owns) {
    await setImmediate()
    for (const other of others)
      for (const theirs of territoryOf(other.owns, parent)) {
        const path = commonPath(mine, theirs)
        if (path !== null)
          return `${quote(mine)} overlaps ${quote(theirs)} of ${quote(other.id)}: both match ${quote(path)}; give each path one owner, or let one task depend on the other`
      }
  }
  return null
}

/** The paths that a task may change. A task that names none may change everything that its stage may. */
function territoryOf(owns: readonly string[], { config }: WorkerState): readonly string[] {
  if (owns.length > 0) return owns
  return config.owns.length > 0 ? config.owns : ['**']
}

function budgetProblems({ list: { tasks }, state, parent, parts, now }: Division): readonly string[] {
  const { usd } = carvedBudget(state, parent, now)
  const given = tasks.reduce((sum, task) => sum + (own(parts, task.id) === undefined ? (task.usd ?? 0) : 0), 0)
  if (usd === null || given === 0) return []
  const left = Math.max(0, usd - workerSpending(parent, now).usd)
  if (given < left) return []
  return [`tasks: they get ${given.toFixed(2)} USD, and ${parent.id} has ${left.toFixed(2)}; leave a part for merging the work`]
}

/** What is wrong with each task by itself. */
function taskProblems(division: Division): readonly string[] {
  const { list, state, parent, parts } = division
  let { project } = state
  const problems: string[] = []
  for (const [index, task] of list.tasks.entries()) {
    const at = (text: string) => problems.push(`tasks[${index}]${text}`)
    const outside = reachesOutside(parent.config.owns, task.owns)
    if (outside !== null) at(`.owns: ${quote(outside)} lies outside of what ${parent.id} may change: ${parent.config.owns.join(', ')}`)
    if (task.accept.length === 0 && !list.unsure.some(said => mentions(said, task.id)))
      at(`.accept: give a command that proves the work, or say in unsure why there is none for ${quote(task.id)}`)
    const known = own(parts, task.id)
    if (known !== undefined) {
      const isSame = own(state.workers, known)?.config.task.sha256 === textOf(task, division).sha256
      if (!isSame) at(`.text: ${known} has this task already, so its text stays; give new work an id of its own`)
    } else if (project !== null) {
      const checked = checkWorker(rawWorker(task, division), {
        ...{ project, tasks: state.tasks, roles: division.roles, disk: division.disk, like: parent.config },
        by: { who: 'worker', parent: parent.id, from: null },
        // The brief quotes what the stage needs, except for this list.
        quoted: (parent.config.stage?.needs.length ?? 1) - 1,
      })
      if ('problems' in checked) for (const problem of checked.problems) at(`.${problem}`)
      else project = { ...project, workers: [...project.workers, checked] }
    }
  }
  return problems
}

/** Whether a sentence names the task, as a word of its own. */
function mentions(text: string, id: string): boolean {
  return text.split(/[^a-z0-9_-]+/i).includes(id)
}

function rawWorker(task: Listed, division: Division): Readonly<Record<string, unknown>> {
  const { id, owns, accept, role, usd } = task
  return {
    id: nameOf(division.planning.of, id),
    task: textOf(task, division).text,
    owns,
    accept,
    ...(role === undefined ? {} : { role }),
    ...(usd === undefined ? {} : { budget: { usd } }),
  }
}

function stageTask(task: Listed, division: Division): StageTask {
  const { id, depends_on: dependsOn, owns, accept, role = null, usd = null } = task
  return { id, text: textOf(task, division), dependsOn, owns, accept, role, usd }
}

/** The text for the worker of one task. */
function textOf({ id, title, text }: Listed, { path, planning, parent }: Division): TaskText {
  const lines = [
    `# ${plainText(title, 120)}`,
    `This is the task ${id} of \`${path}\`, which divides the work of ${planning.of}. Do only this task. Other workers do the other tasks, and ${parent.id} merges all of them.`,
    plainText(text.trim(), 100_000, { lines: true }),
  ]
  return taskText(`${lines.join('\n\n')}\n`, null)
}
