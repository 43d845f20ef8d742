import { type Action, isRequestAction, isTrainAction } from '../src/core/events/decision.ts'
import type { Event } from '../src/core/events/event.ts'
import type { EffectId, PaneId, ServerId, SessionId } from '../src/core/model/ids.ts'
import { heldDuplicate } from '../src/core/policy/facts/work/duplicates.ts'
import { freshMind, resumedMind, workOf } from './agents/mind.ts'
import { submit } from './agents/submit.ts'
import { gitSeen } from './agents/tell.ts'
import { noteTruth } from './agents/truth.ts'
import { checkClaim, commitToCheck } from './gates.ts'
import { checkFindings } from './landing/check-findings.ts'
import { performTrain } from './landing/perform-train.ts'
import { settleDuplicate } from './landing/settle-duplicate.ts'
import { startOn } from './repository/repository.ts'
import { findDuplicate } from './sensors/duplicate-sensor.ts'
import { readRefs } from './sensors/refs-sensor.ts'
import type { Agent, Operation, Seat, World } from './world.ts'

/** The median number of seconds that each action takes. */
const SECONDS: Readonly<Record<string, number>> = {
  prepare_worktree: 1.5,
  start_agent: 0.7,
  answer_dialog: 0.5,
  look_at_children: 1,
  deliver: 2,
  verify: 90,
  begin_train: 0.2,
  chain_train: 1,
  test_train: 120,
  advance_train: 0.2,
  land_train: 0.5,
  settle_duplicate: 180,
  check_findings: 60,
  switch_branch: 0.2,
  look_at_git: 0.1,
  end_agent: 2.5,
  alert: 1,
}

/** Begins an action, which ends after its time has passed. If the czar that asked for the action dies first, the action does not end. */
export function begin(world: World, action: Action, effect: EffectId): void {
  const { tally, faults } = world
  const seat = action.worker === null ? null : (world.seats.get(action.worker) ?? null)
  const random = seat?.hands ?? world.random
  const isBad = random.chance(faults.fails)
  const slowness = random.chance(faults.slow) ? 20 : 1
  const operation: Operation = { number: ++tally.operations, action, effect, isBad, isOver: false }
  world.open.add(operation)
  if (isBad) tally.failedOperations++
  const commit = action.do === 'verify' && seat !== null ? commitToCheck(world, seat, action) : null
  if (action.do === 'verify' && commit !== null) {
    const { worker, assignment } = action
    world.czar.observe({ kind: 'verification.started', worker, assignment, commit })
  }
  const ms = random.around((SECONDS[action.do] ?? 1) * 1_000, 0.3) * slowness
  world.calendar.enter(world.now + ms, () => end(world, operation))
  world.onOperation(operation)
}

function end(world: World, operation: Operation): void {
  if (operation.isOver) return
  operation.isOver = true
  world.open.delete(operation)
  const { action, effect, isBad } = operation
  const events = isBad && action.do !== 'deliver' ? null : carryOut(world, operation)
  const closing: Event =
    events === null || events.length === 0
      ? { kind: 'effect.failed', effect, reason: events === null ? 'it went wrong' : 'nothing came of it' }
      : { kind: 'effect.done', effect }
  world.czar.observe(...(events ?? []), closing)
}

/**
 * Carries out the action in the simulated world, and returns the events that a real action would report. Long: there is one case for each
 * action.
 */
export function carryOut(world: World, { action, isBad }: Operation): readonly Event[] | null {
  if (action.do === 'alert') return sendAlert(world, action)
  if (isTrainAction(action)) return performTrain(world, action)
  if (action.do === 'look_at_base') return [...readRefs(world), { kind: 'train.looked', base: world.repository.base, tip: action.tip }]
  if (isRequestAction(action)) return noHand(world, action)
  const seat = world.seats.get(action.worker)
  if (seat === undefined) return []
  const about = { worker: action.worker }
  switch (action.do) {
    case 'prepare_worktree':
      return prepareWorktree(world, seat, action)
    case 'start_agent':
      return startAgent(world, seat, action)
    case 'answer_dialog':
      return [{ kind: 'agent.dialog_answered', ...about, incarnation: action.incarnation }]
    case 'look_at_children':
      return [{ kind: 'agent.children', ...about, incarnation: action.incarnation, busy: seat.agent?.mind.hasChildren ?? null }]
    case 'switch_branch':
      return switchBranch(world, seat, action)
    case 'look_at_git':
      return lookAtGit(world, seat)
    case 'rescue_stray_work':
      return [{ kind: 'git.kept', ...about, head: action.head, ref: `refs/czar/rescue/${seat.id}` }]
    case 'end_agent':
      if (seat.agent !== null) seat.remembered = seat.agent.mind
      seat.agent = null
      seat.isCrashed = false
      noteTruth(world, seat)
      return [{ kind: 'agent.ended', ...about, incarnation: action.incarnation, reason: action.reason }]
    case 'deliver':
      return submit(world, seat, { action, isBad })
    case 'verify':
      return compareFirst(world, action) ?? checkClaim(world, seat, action)
    case 'settle_duplicate':
      return settleDuplicate(world, action)
    case 'check_findings':
      return checkFindings(world, seat)
    case 'keep_attempt':
      return keepAttempt(world, seat)
    case 'remove_review':
      seat.tree = null
      return [{ kind: 'review.closed', worker: action.worker }]
    default:
      return noHand(world, action)
  }
}

function keepAttempt(world: World, seat: Seat): readonly Event[] {
  const attempt = world.czar.state().workers[seat.id]?.config.attempt
  if (attempt === undefined) return []
  const ref = seat.tree === null || seat.tree.commits === 0 ? null : `refs/czar/attempts/${seat.id}`
  return [{ kind: 'attempts.kept', worker: seat.id, task: attempt.task, ref }]
}

/** Counts an action that the simulation cannot carry out. A test of the simulation fails if there is any. */
function noHand(world: World, action: Action): null {
  world.tally.strangeActions.add(action.do)
  return null
}

/** Compares a claim with the work of others before the check of the claim. Returns null if nothing delays the check. */
function compareFirst(world: World, { worker, assignment }: Extract<Action, { do: 'verify' }>): readonly Event[] | null {
  world.czar.observe(...findDuplicate(world))
  const state = world.czar.state()
  const known = state.workers[worker]
  if (known === undefined || known.assignment !== assignment || heldDuplicate(state, known) === null) return null
  const nothing = { commit: null, base: null, checks: [], log: null, tail: '', durationMs: 0 }
  return [{ kind: 'verification.finished', worker, assignment, verdict: 'void', reasons: ['It may be done already.'], ...nothing }]
}

function prepareWorktree(world: World, seat: Seat, { includes }: Extract<Action, { do: 'prepare_worktree' }>): readonly Event[] | null {
  const config = world.czar.state().workers[seat.id]?.config
  const reviews = config?.reviews
  const branch = reviews === undefined ? (config?.branch ?? `feat/${seat.id}`) : seat.id
  const start = reviews?.commit ?? startOn(world.repository, world.repository.base, includes)
  if (start === null) return null
  seat.tree ??= { branch, home: branch, commits: 0, head: start, files: new Set(), dirty: 0, content: seat.id, isLookedAt: false }
  if (reviews === undefined && !world.repository.branches.has(branch)) world.repository.branches.set(branch, seat.tree.head)
  const path = `/worktrees/${seat.id}`
  const ready: Event = { kind: 'worktree.ready', worker: seat.id, path, branch, startSha: start, includes }
  return [ready, ...gitSeen(world, seat)]
}

/**
 * Switches the worker to another branch. The counter of commits counts all branches of a worktree. The counter of files counts only the
 * present task.
 */
function switchBranch(world: World, seat: Seat, action: Extract<Action, { do: 'switch_branch' }>): readonly Event[] | null {
  const { assignment, includes, onto } = action
  const { repository } = world
  const wanted = world.czar.state().assignments[assignment]
  if (seat.tree === null || wanted === undefined) return []
  const branch = wanted.branch ?? `feat/${seat.id}`
  const known = repository.branches.get(branch)
  const head = known ?? startOn(repository, onto ?? repository.base, includes)
  if (head === null) return null
  repository.branches.set(branch, head)
  seat.tree.files.clear()
  for (const file of workOf(seat, wanted.task).files) seat.tree.files.add(file)
  // The object must stay the same, because czar may be reading it.
  Object.assign(seat.tree, { branch, home: branch, head, dirty: 0, content: `${seat.id} ${assignment}` })
  const startSha = known === undefined ? head : (wanted.fromSha ?? head)
  const about = { worker: seat.id, assignment, branch }
  return [{ kind: 'worktree.switched', ...about, startSha, includes, kept: null }, ...gitSeen(world, seat)]
}

function lookAtGit(world: World, seat: Seat): readonly Event[] {
  if (seat.tree === null) return []
  const { branch, head } = seat.tree
  return [...gitSeen(world, seat), { kind: 'git.looked', worker: seat.id, branch, tip: head }]
}

function startAgent(world: World, seat: Seat, { incarnation, resume }: Extract<Action, { do: 'start_agent' }>): readonly Event[] {
  // The session of this start may already exist. Then the agent in that session is used.
  if (seat.agent?.incarnation !== incarnation) {
    const mind = resume !== null && seat.remembered !== null ? resumedMind(world, seat, seat.remembered) : freshMind(world, seat)
    seat.agent = { incarnation, mind, heard: [], typed: [], isReady: false, hasUnsentText: false, turn: null, waitingFor: null, turns: 0 }
    seat.isCrashed = false
    const { agent } = seat
    world.calendar.enter(world.now + seat.random.around(seat.behaviour.bootSeconds * 1_000, 0.3), () => boot(world, seat, agent))
    noteTruth(world, seat)
  }
  return [
    {
      kind: 'agent.started',
      worker: seat.id,
      incarnation,
      server: `server-${world.server}` as ServerId,
      session: `$${seat.id}-${incarnation}` as SessionId,
      pane: `%${seat.id}-${incarnation}` as PaneId,
      pid: incarnation,
      pidStart: null,
      resumed: resume,
    },
  ]
}

function boot(world: World, seat: Seat, agent: Agent): void {
  if (seat.agent !== agent) return
  agent.isReady = true
  noteTruth(world, seat)
  world.czar.observe(...readySeen(seat, agent))
}

/** What czar would read from the signals of an agent that is ready. */
export function readySeen({ id, behaviour }: Seat, { incarnation }: Agent): readonly Event[] {
  const about = { worker: id, incarnation }
  const ready: Event = { kind: 'agent.ready', ...about, evidence: 'hook', strength: 'exact' }
  return behaviour.tellsTurns ? [ready, { kind: 'agent.session', ...about, agentSession: `session-${id}-${incarnation}` }] : [ready]
}

function sendAlert({ tally }: World, { alert, matters }: Extract<Action, { do: 'alert' }>): readonly Event[] {
  const calls = matters.filter(({ key }) => key !== 'finished').map(({ key }) => key)
  tally.calledFor.push(...calls)
  return [{ kind: 'alert.sent', alert, matters, how: 'rung' }]
}
