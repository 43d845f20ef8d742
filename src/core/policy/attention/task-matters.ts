import { isLanded } from '../../landing/boarding.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { attemptsAt, livingRivals } from '../../state/facts/attempts.ts'
import { beganUnproven, parentOf } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { shellWord } from '../../text/shell-word.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { causesOf, keptBackBy } from '../facts/work/causes.ts'
import { unclaimedTasks } from '../facts/work/unclaimed.ts'

const MOST_NAMES = 8

/**
 * Makes the items about tasks. Each cause has one item. The item names what a person can do, and all tasks that cannot go on because of the
 * cause.
 */
export function taskMatters(state: State): readonly AttentionMatter[] {
  const failed = failedIn(state.tasks).filter(task => !isMadeUpFor(state, task))
  return [
    ...failed.flatMap(task => (task.attempt === undefined ? [failedTask(state, task)] : failedAttempts(state, task))),
    ...causesOf(state).flatMap(id => (state.tasks[id]?.state === 'failed' ? [] : [lostTask(state, id)])),
    ...unclaimed(state),
    ...handedOver(state),
  ]
}

const begunUnproven = memoizeLast((project: State['project']) => (project?.workers ?? []).filter(beganUnproven))

/** Proven work of workers that began on unproven work of a former parent never goes onto the train, so a person has to merge it. */
function handedOver(state: State): readonly AttentionMatter[] {
  const { project, tasks } = state
  if (project?.policy.merge?.mode !== 'omnibus') return []
  return begunUnproven(project).flatMap(({ id }) => {
    const task = own(tasks, id)
    if (task?.state !== 'verified' || task.verified === null || isLanded(state, task)) return []
    const commit = task.verified.commit.slice(0, 12)
    const text = `${id} is proven at ${commit.slice(0, 8)}, but it began on unproven work of a worker that is over, so czar does not merge it`
    const hint = `git -C ${shellWord(project.repo)} merge ${commit}   # on ${project.base}; or let it go: czar worker remove ${id}`
    return [{ key: `unmerged:${id}`, worker: id, text, hint }]
  })
}

const failedIn = memoizeLast((tasks: State['tasks']) =>
  Object.values(tasks).filter(task => task.state === 'failed' && task.kind !== 'review'),
)

/** Whether the task was a part of another one that is proven without it. Its parent was told, and did the part in another way. */
function isMadeUpFor({ workers, tasks }: State, { id }: TaskState): boolean {
  const parent = parentOf(own(workers, id)?.config ?? {})
  return parent !== null && own(tasks, parent)?.state === 'verified'
}

function failedTask(state: State, task: TaskState): AttentionMatter {
  const assignment = task.assignment === null ? undefined : state.assignments[task.assignment]
  const without = withoutIt(keptBackBy(state, task.id))
  const log = assignment?.lastVerdict?.log ?? null
  const text = `task ${task.id} failed: ${task.failure ?? 'unknown'}${without}${log === null ? '' : ` (log: ${log})`}`
  const bonusHint = `czar assign ${task.worker ?? 'WORKER'} ${task.id}   # tries it again; or let it go: czar queue drop ${task.id}`
  return { key: `failed:${task.id}`, worker: task.worker, text, hint: task.kind === 'bonus' ? bonusHint : `czar restart ${task.id}` }
}

/** One item for all attempts at a task. While another attempt goes on or is proven, a failed one needs no person. */
function failedAttempts(state: State, task: TaskState): readonly AttentionMatter[] {
  if (task.attempt === undefined || livingRivals(state, task).length > 0) return []
  const attempts = attemptsAt(state, task.attempt.task).filter(({ state }) => state === 'failed')
  if (attempts[0] !== task) return []
  if (attempts.length === 1) return [failedTask(state, task)]
  const kept = [...new Set(attempts.flatMap(({ id }) => keptBackBy(state, id)))]
  const reasons = attempts.map(({ id, failure }) => `${id}: ${failure ?? 'unknown'}`).join('; ')
  const text = `task ${task.attempt.task} failed in all of its ${attempts.length} attempts${withoutIt(kept)} (${reasons})`
  return [{ key: `failed:${task.attempt.task}`, worker: task.worker, text, hint: `czar restart ${task.id}` }]
}

function withoutIt(kept: readonly TaskId[]): string {
  return kept.length === 0 ? '' : `; without it ${names(kept)} cannot start`
}

function lostTask(state: State, cause: TaskId): AttentionMatter {
  const task = state.tasks[cause]
  const kept = keptBackBy(state, cause)
  const key = `stranded:${cause}`
  if (task !== undefined && task.state !== 'dropped') {
    const worker = task.worker ?? cause
    const who = task.kind === 'primary' ? cause : `${worker}, which has ${cause},`
    return { key, worker: null, text: `${names(kept)} cannot start: ${who} was stopped`, hint: `czar restart ${worker}` }
  }
  const text = `${names(kept)} cannot start: ${cause} ${task === undefined ? 'does not exist' : 'was dropped'}`
  const file = state.project?.file ?? 'FILE'
  const back =
    task?.kind !== 'primary'
      ? `czar queue add FILE --id ${cause}`
      : isAdded(state, cause)
        ? `czar worker add ${cause} --task FILE`
        : `put it back into ${file}, then: czar stop && czar launch ${shellWord(file)}`
  const without = letGo(state, kept)
  return { key, worker: null, text, hint: `${back}${without === null ? '' : `   # or: ${without}`}` }
}

/** Whether the task is that of a worker that was added while the fleet ran, so the project file has never named it. */
function isAdded({ workers }: State, id: TaskId): boolean {
  return own(workers, id)?.config.addedBy !== undefined
}

/** The command that gives up one of the tasks that cannot start. Returns null if all of them are in the project file. */
function letGo(state: State, kept: readonly TaskId[]): string | null {
  const bonus = kept.find(id => state.tasks[id]?.kind === 'bonus')
  if (bonus !== undefined) return `czar queue drop ${bonus}`
  const added = kept.find(id => isAdded(state, id))
  return added === undefined ? null : `czar worker remove ${added}`
}

function unclaimed(state: State): readonly AttentionMatter[] {
  // A worker's own task that was taken away from it is not listed here: if no other worker can take it, it fails.
  const left = [...unclaimedTasks(state)].filter(id => state.tasks[id]?.kind === 'bonus')
  const [first] = left
  // If everybody's budget is used up, there is another item about that.
  const isSpent = state.budgetLow !== null || Object.values(state.workers).every(({ stopped }) => stopped === 'over')
  if (first === undefined || isSpent) return []
  const text = `no worker is left that may take ${names(left)}: all others tried or refused, failed at their own task, or were stopped`
  const hint = `czar assign WORKER ${first}   # asks one again; or let it go: czar queue drop ${first}`
  return [{ key: 'unclaimed', worker: null, text, hint }]
}

function names(ids: readonly TaskId[]): string {
  const more = ids.length - MOST_NAMES
  return more > 0 ? `${ids.slice(0, MOST_NAMES).join(', ')} and ${more} more` : ids.join(', ')
}
