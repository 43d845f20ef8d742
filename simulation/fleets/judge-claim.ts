import type { Action } from '../../src/core/events/decision.ts'
import type { Event } from '../../src/core/events/event.ts'
import type { CommitSha, TaskId } from '../../src/core/model/ids.ts'
import { isInBase } from '../../src/core/model/refs-state.ts'
import { stageOf } from '../../src/core/state/facts/stages.ts'
import type { TaskState } from '../../src/core/state/types/task-state.ts'
import { judgeParts } from '../../src/supervisor/effects/checks/missing-parts.ts'
import { contains } from '../repository/repository.ts'
import type { SimulatedWorker, World } from '../world.ts'
import { hasFault } from './stages.ts'

interface Claim {
  readonly task: TaskState
  readonly commit: CommitSha
}

/** Returns czar's objections to a claim of a parent or of a stage that czar finds without running the claim's commands. */
export function reasonsAgainst(world: World, worker: SimulatedWorker, { task, commit }: Claim): readonly string[] {
  if (world.fleet === null) return []
  const isThere = (part: CommitSha) => contains(world.repository, commit, part)
  return [...judgeParts(world.czar.state(), task.id, isThere), ...missingStages(world, { task, commit }), ...badFile(world, worker, task)]
}

/** The proven work of the previous stage, if the commit does not contain it. */
function missingStages(world: World, { task, commit }: Claim): readonly string[] {
  const state = world.czar.state()
  const stage = stageOf(state, task.id)
  if (stage === null || stage.number === 1) return []
  return task.after.flatMap(id => {
    const proven = state.tasks[id]?.verified?.commit
    if (proven === undefined || isInBase(state.refs?.standing[proven]) || contains(world.repository, commit, proven)) return []
    return [`Your branch does not contain the proven work of ${id}: git merge --no-edit ${proven.slice(0, 12)}.`]
  })
}

/** Some files that a stage must deliver are wrong at the first try. */
function badFile(world: World, worker: SimulatedWorker, task: TaskState): readonly string[] {
  const stage = stageOf(world.czar.state(), task.id)
  if (stage === null || stage.owes.kind === 'branch' || !worker.random.chance(0.15)) return []
  return [`${stage.owes.path} has no heading "Criteria": write these parts.`]
}

type Verification = Extract<Action, { do: 'verify' }>

/**
 * Returns the result of a claim that an earlier stage is wrong, or of a proof whose findings show it. Null: the claim is about the stage's
 * own work.
 */
export function judgeFault(
  world: World,
  worker: SimulatedWorker,
  { action, task, commit }: Claim & { readonly action: Verification },
): readonly Event[] | null {
  const state = world.czar.state()
  const fails = state.assignments[action.assignment]?.fails ?? null
  const stage = stageOf(state, task.id)
  const findings = stage?.owes.kind === 'findings' && stage.backTo !== null
  if (world.fleet === null || (fails === null && !findings)) return null
  const target = stage?.backTo?.worker as string | undefined
  const about = state.tasks[target ?? '']?.verified?.commit ?? null
  const end = (verdict: 'rejected' | 'error', reason: string): readonly Event[] => [verdictOf({ action, commit, verdict, reason })]
  if (target === undefined) return end('rejected', 'Your task sends no work back: claim it without --fails.')
  const isShown = hasFault(world, commit, target as TaskId) || (fails !== null && world.fleet.accusers.has(worker.id))
  if (findings && (!isShown || reasonsAgainst(world, worker, { task, commit }).length > 0)) return null
  if (about === null) return end('error', 'The work is not proven now.')
  const missing = missingStages(world, { task, commit })
  if (missing.length > 0) return end('rejected', missing.join(' '))
  if (!isShown) return end('rejected', `\`${fails}\` shows no fault: it succeeds.`)
  const fault = { command: fails ?? 'npm test -- finding', commit, about, words: 'it is wrong', tail: 'Error: wrong', log: '/logs/fault' }
  return [{ kind: 'stage.disproved', worker: action.worker, assignment: action.assignment, task: task.id, fault }]
}

interface Verdict {
  readonly action: Verification
  readonly commit: CommitSha
  readonly verdict: 'rejected' | 'error'
  readonly reason: string
}

function verdictOf({ action, commit, verdict, reason }: Verdict): Event {
  const { worker, assignment } = action
  const rest = { base: null, checks: [], log: null, tail: '', durationMs: 1_000 }
  return { kind: 'verification.finished', worker, assignment, commit, verdict, reasons: [reason], ...rest }
}
