import type { Surroundings } from '../../config/check-bonus.ts'
import { checkWorker } from '../../config/check-worker.ts'
import type { Command } from '../../core/events/command.ts'
import type { TaskId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { WorkerConfig } from '../../core/model/project.ts'
import { descendantsOf, isTaskOver, parentOf } from '../../core/state/facts/children.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/** The facts that a command about a new worker uses besides the state. `now` is in ms since the epoch. */
export type AroundWorker = Pick<Surroundings, 'roles' | 'disk'> & { readonly now: number }

/** Adds a worker to the running fleet. The same rules hold as for a worker in the project file. */
export function addWorker(
  state: State,
  { verb: _verb, ...wanted }: Extract<Command, { verb: 'worker add' }>,
  around: AroundWorker,
): CommandOutcome {
  const { project, tasks } = state
  if (project === null) return refused('the project file was not read yet', null)
  const [first = null] = project.workers
  const like = project.workers.every(worker => isSame(worker.setup, first?.setup)) ? first : null
  const config = checkWorker(wanted, { ...around, project, tasks, by: { who: 'person' }, like })
  if ('problems' in config) return refused(`${wanted.id} is not added: ${config.problems.join('; ')}`, 'czar worker add --help')
  return outcome(
    [{ kind: 'worker.added', worker: config.id, config }],
    `${config.id} joins the fleet, on ${config.branch}${inBranch(state, config)}`,
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function inBranch({ tasks }: State, { dependsOn }: WorkerConfig): string {
  const unmet = dependsOn.filter(id => own(tasks, id)?.state !== 'verified')
  return unmet.length === 0 ? '' : `; it waits for ${unmet.join(', ')}`
}

/** Takes a worker out of the running fleet. Its work stays on its branch. */
export function removeWorker(state: State, worker: WorkerState): CommandOutcome {
  const { project } = state
  if (project === null || !project.workers.some(({ id }) => id === worker.id))
    return refused(`${worker.id} is not in the fleet any more`, null)
  // With policy.spawn.when_parent_ends: stop, its children leave too.
  const children = project.policy.spawn?.whenParentEnds === 'hand_over' ? [] : descendantsOf(state, worker.id)
  const leaving = [worker, ...children].filter(({ id }) => own(state.tasks, id)?.state !== 'verified').map(({ id }) => id)
  const needing = project.workers.filter(
    other =>
      other.dependsOn.some(id => leaving.includes(id)) &&
      !leaving.includes(other.id) &&
      !isTaskOver(state, other.id as string as TaskId) &&
      parentOf(worker.config) !== other.id,
  )
  const isProven = own(state.tasks, worker.id)?.state === 'verified'
  const [first] = needing
  if (first !== undefined)
    return refused(
      `${worker.id} stays, because ${needing.map(({ id }) => id).join(', ')} ${needing.length === 1 ? 'depends' : 'depend'} on it${leaving.length > 1 ? ' or on one of its children' : ''}`,
      `czar worker remove ${first.id}`,
    )
  const left = isProven ? 'its proven work stays' : 'its task is dropped; its work stays'
  const file = worker.config.addedBy === undefined ? '; take it out of the project file too' : ''
  return outcome(
    [{ kind: 'worker.removed', worker: worker.id, reason: 'a person removed it' }],
    `${worker.id} leaves the fleet: ${left} on ${worker.worktree?.branch ?? worker.config.branch}${file}`,
  )
}
