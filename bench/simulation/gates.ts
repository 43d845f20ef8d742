import type { Action } from '../../src/core/model/decision.ts'
import type { Event } from '../../src/core/model/event.ts'
import type { TaskId } from '../../src/core/model/ids.ts'
import { CONDUCT } from './behaviours.ts'
import { taskOf, workOf } from './mind.ts'
import { commitName } from './tell.ts'
import type { Seat, Work, World } from './world.ts'

type Verification = Extract<Action, { do: 'verify' }>

/** What the check of a claim finds: where the work lies, then what the accept commands see of it. Nothing else is known to it. */
export function checkClaim(world: World, seat: Seat, { worker, assignment }: Verification): readonly Event[] {
  const task = world.czar.state().assignments[assignment]?.task
  if (task === undefined || seat.tree === null) return []
  const work = workOf(seat, task)
  const free = world.judges ? freeChecks(seat, work) : []
  const isPassed = free.length > 0 || !world.judges || passesGates(world, seat, task)
  const reasons = isPassed ? free : [`\`npm test -- ${task}\` failed with exit code 1.`]
  const verdict = reasons.length === 0 ? 'verified' : 'rejected'
  if (verdict === 'verified') world.tally.accepted.set(task, isRight(world, seat, task))
  else if (isRight(world, seat, task)) world.tally.wrongRejections++
  const commit = commitName(seat.id, seat.tree.commits)
  return [
    {
      kind: 'verification.finished',
      worker,
      assignment,
      commit,
      base: commitName('base', 0),
      verdict,
      reasons,
      checks: [],
      log: null,
      tail: '',
      durationMs: 60_000,
    },
  ]
}

/** Is it what was asked for, whole, where it belongs, and nothing else? */
function isRight(world: World, seat: Seat, task: TaskId): boolean {
  const work = workOf(seat, task)
  const steps = taskOf(world, task)?.steps ?? 0
  return work.right >= steps && work.wrong === 0 && work.faults === 0 && work.outside.size === 0 && seat.tree?.branch === `feat/${seat.id}`
}

function freeChecks({ id, tree }: Seat, work: Work): readonly string[] {
  if (tree === null) return []
  const reasons: string[] = []
  if (tree.branch !== `feat/${id}`) reasons.push(`Your worktree is on branch ${tree.branch}, but your work belongs on feat/${id}.`)
  if (tree.dirty > 0) reasons.push(`There are ${tree.dirty} uncommitted paths.`)
  if (tree.commits === 0) reasons.push(`There is no commit of yours on feat/${id}.`)
  if (work.outside.size > 0) reasons.push(`These paths are outside your territory: ${[...work.outside].slice(0, 10).join(', ')}.`)
  return reasons
}

function passesGates(world: World, seat: Seat, task: TaskId): boolean {
  const work = workOf(seat, task)
  const plan = taskOf(world, task)
  if (plan === null || work.faults > 0) return false
  if (seat.random.chance(CONDUCT.flakyRejection)) return false
  const isBlind = plan.misreads === 'unseen'
  const done = work.right + (isBlind ? work.wrong : 0)
  if (done >= plan.steps) return true
  return done >= 0.8 * plan.steps && seat.random.chance(CONDUCT.gateMissesRest)
}
