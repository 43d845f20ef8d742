import type { Action } from '../src/core/events/decision.ts'
import type { Event } from '../src/core/events/event.ts'
import type { TaskId } from '../src/core/model/ids.ts'
import { taskOf, workOf } from './agents/mind.ts'
import { commitName } from './agents/tell.ts'
import type { Outcome } from './sums/tally.ts'
import { isAtHome, type Seat, type Work, type World } from './world.ts'

type Verification = Extract<Action, { do: 'verify' }>

/** What the check of a claim finds: where the work lies, then what the accept commands see of it. Nothing else is known to it. */
export function checkClaim(world: World, seat: Seat, { worker, assignment }: Verification): readonly Event[] {
  const task = world.czar.state().assignments[assignment]?.task
  if (task === undefined || seat.tree === null) return []
  const work = workOf(seat, task)
  const free = FREE_CHECKS[world.program](seat, work)
  const isPassed = free.length > 0 || world.program === 'none' || passesGates(world, seat, task)
  const reasons = isPassed ? free : [`\`npm test -- ${task}\` failed with exit code 1.`]
  const verdict = reasons.length === 0 ? 'verified' : 'rejected'
  if (verdict === 'verified') world.tally.accepted.set(task, outcomeOf(world, seat, task))
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
  return work.right >= steps && work.wrong === 0 && work.faults === 0 && work.blindFaults === 0 && work.outside.size === 0 && isAtHome(seat)
}

/** right; hidden: wrong only in what gates, paths and words do not show; wrong: something showed. */
function outcomeOf(world: World, seat: Seat, task: TaskId): Outcome {
  if (isRight(world, seat, task)) return 'right'
  const work = workOf(seat, task)
  const isShown = work.outside.size > 0 || work.faults > 0 || !isAtHome(seat)
  return isShown || work.isSpokenOf || taskOf(world, task)?.isUnseen !== true ? isHiddenFault(world, seat, task) : 'hidden'
}

function isHiddenFault(world: World, seat: Seat, task: TaskId): Outcome {
  const { right, wrong, faults, outside } = workOf(seat, task)
  const isWhole = right >= (taskOf(world, task)?.steps ?? 0)
  return isWhole && wrong === 0 && faults === 0 && outside.size === 0 && isAtHome(seat) ? 'hidden' : 'wrong'
}

/** A plain loop looks at paths alone; nobody looks for the program that believes. */
const FREE_CHECKS = { czar: freeChecks, loop: pathCheck, none: () => [] } as const

function freeChecks({ tree }: Pick<Seat, 'tree'>, work: Work): readonly string[] {
  if (tree === null) return []
  const reasons: string[] = []
  if (tree.branch !== tree.home) reasons.push(`Your worktree is on branch ${tree.branch}, but your work belongs on ${tree.home}.`)
  if (tree.dirty > 0) reasons.push(`There are ${tree.dirty} uncommitted paths.`)
  if (tree.commits === 0) reasons.push(`There is no commit of yours on ${tree.home}.`)
  return [...reasons, ...pathCheck({ tree }, work)]
}

function pathCheck(_: Pick<Seat, 'tree'>, { outside }: Work): readonly string[] {
  return outside.size === 0 ? [] : [`These paths are outside your territory: ${[...outside].slice(0, 10).join(', ')}.`]
}

function passesGates(world: World, seat: Seat, task: TaskId): boolean {
  const work = workOf(seat, task)
  const plan = taskOf(world, task)
  // What lies on another branch is not at the tip that is checked.
  if (plan === null || work.faults > 0 || !isAtHome(seat)) return false
  if (seat.random.chance(world.conduct.flakyRejection)) return false
  const done = work.right + (plan.isUnseen ? work.wrong : 0)
  return done >= (plan.isUnseen ? 0.8 : 1) * plan.steps
}
