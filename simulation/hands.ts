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
import type { Agent, Operation, SimulatedWorker, World } from './world.ts'

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
  const worker = action.worker === null ? null : (world.workers.get(action.worker) ?? null)
  const random = worker?.actions ?? world.random
  const isBad = random.chance(faults.fails)
  const slowness = random.chance(faults.slow) ? 20 : 1
  const operation: Operation = { number: ++tally.operations, action, effect, isBad, isOver: false }
  world.open.add(operation)
  if (isBad) tally.failedOperations++
  const commit = action.do === 'verify' && worker !== null ? commitToCheck(world, worker, action) : null
  if (action.do === 'verify' && commit !== null) {
    world.czar.observe({ kind: 'verification.started', worker: action.worker, assignment: action.assignment, commit })
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
      ? { kind: 'effect.failed', effect, reason: events === null ? 'it went wrong' : 'the action returned no result' }
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
  if (isRequestAction(action)) return cannotCarryOut(world, action)
  const worker = world.workers.get(action.worker)
  if (worker === undefined) return []
  const about = { worker: action.worker }
  switch (action.do) {
    case 'prepare_worktree':
      return prepareWorktree(world, worker, action)
    case 'start_agent':
      return startAgent(world, worker, action)
    case 'answer_dialog':
      return [{ kind: 'agent.dialog_answered', ...about, incarnation: action.incarnation }]
    case 'look_at_children':
      return [{ kind: 'agent.children', ...about, incarnation: action.incarnation, busy: worker.agent?.mind.hasChildren ?? null }]
    case 'switch_branch':
      return switchBranch(world, worker, action)
    case 'look_at_git':
      return lookAtGit(world, worker)
    case 'rescue_stray_work':
      return [{ kind: 'git.kept', ...about, head: action.head, ref: `refs/czar/rescue/${worker.id}` }]
    case 'end_agent':
      if (worker.agent !== null) worker.remembered = worker.agent.mind
      worker.agent = null
      worker.isCrashed = false
      noteTruth(world, worker)
      return [{ kind: 'agent.ended', ...about, incarnation: action.incarnation, reason: action.reason }]
    case 'deliver':
      return submit(world, worker, { action, isBad })
    case 'verify':
      return compareFirst(world, action) ?? checkClaim(world, worker, action)
    case 'settle_duplicate':
      return settleDuplicate(world, action)
    case 'check_findings':
      return checkFindings(world, worker)
    case 'keep_attempt':
      return keepAttempt(world, worker)
    case 'remove_review':
      worker.tree = null
      return [{ kind: 'review.closed', worker: action.worker }]
    default:
      return cannotCarryOut(world, action)
  }
}

function keepAttempt(world: World, worker: SimulatedWorker): readonly Event[] {
  const attempt = world.czar.state().workers[worker.id]?.config.attempt
  if (attempt === undefined) return []
  const ref = worker.tree === null || worker.tree.commits === 0 ? null : `refs/czar/attempts/${worker.id}`
  return [{ kind: 'attempts.kept', worker: worker.id, task: attempt.task, ref }]
}

/** Counts an action that the simulation cannot carry out. A test of the simulation fails if there is any. */
function cannotCarryOut(world: World, action: Action): null {
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

function prepareWorktree(
  world: World,
  worker: SimulatedWorker,
  { includes }: Extract<Action, { do: 'prepare_worktree' }>,
): readonly Event[] | null {
  const config = world.czar.state().workers[worker.id]?.config
  const reviews = config?.reviews
  const branch = reviews === undefined ? (config?.branch ?? `feat/${worker.id}`) : worker.id
  const start = reviews?.commit ?? startOn(world.repository, world.repository.base, includes)
  if (start === null) return null
  worker.tree ??= { branch, home: branch, commits: 0, head: start, files: new Set(), dirty: 0, content: worker.id, isLookedAt: false }
  if (reviews === undefined && !world.repository.branches.has(branch)) world.repository.branches.set(branch, worker.tree.head)
  const path = `/worktrees/${worker.id}`
  const ready: Event = { kind: 'worktree.ready', worker: worker.id, path, branch, startSha: start, includes }
  return [ready, ...gitSeen(world, worker)]
}

/**
 * Switches the worker to another branch. The counter of commits counts all branches of a worktree. The counter of files counts only the
 * present task.
 */
function switchBranch(world: World, worker: SimulatedWorker, action: Extract<Action, { do: 'switch_branch' }>): readonly Event[] | null {
  const { assignment, includes, onto } = action
  const { repository } = world
  const wanted = world.czar.state().assignments[assignment]
  if (worker.tree === null || wanted === undefined) return []
  const branch = wanted.branch ?? `feat/${worker.id}`
  const known = repository.branches.get(branch)
  const head = known ?? startOn(repository, onto ?? repository.base, includes)
  if (head === null) return null
  repository.branches.set(branch, head)
  worker.tree.files.clear()
  for (const file of workOf(worker, wanted.task).files) worker.tree.files.add(file)
  // The object must stay the same, because czar may be reading it.
  Object.assign(worker.tree, { branch, home: branch, head, dirty: 0, content: `${worker.id} ${assignment}` })
  const startSha = known === undefined ? head : (wanted.fromSha ?? head)
  const about = { worker: worker.id, assignment, branch }
  return [{ kind: 'worktree.switched', ...about, startSha, includes, kept: null }, ...gitSeen(world, worker)]
}

function lookAtGit(world: World, worker: SimulatedWorker): readonly Event[] {
  if (worker.tree === null) return []
  const { branch, head } = worker.tree
  return [...gitSeen(world, worker), { kind: 'git.looked', worker: worker.id, branch, tip: head }]
}

function startAgent(
  world: World,
  worker: SimulatedWorker,
  { incarnation, resume }: Extract<Action, { do: 'start_agent' }>,
): readonly Event[] {
  // The session of this start may already exist. Then the agent in that session is used.
  if (worker.agent?.incarnation !== incarnation) {
    const mind = resume !== null && worker.remembered !== null ? resumedMind(world, worker, worker.remembered) : freshMind(world, worker)
    worker.agent = { incarnation, mind, heard: [], typed: [], isReady: false, hasUnsentText: false, turn: null, waitingFor: null, turns: 0 }
    worker.isCrashed = false
    const { agent } = worker
    world.calendar.enter(world.now + worker.random.around(worker.behaviour.bootSeconds * 1_000, 0.3), () => boot(world, worker, agent))
    noteTruth(world, worker)
  }
  return [
    {
      kind: 'agent.started',
      worker: worker.id,
      incarnation,
      server: `server-${world.server}` as ServerId,
      session: `$${worker.id}-${incarnation}` as SessionId,
      pane: `%${worker.id}-${incarnation}` as PaneId,
      pid: incarnation,
      pidStart: null,
      resumed: resume,
    },
  ]
}

function boot(world: World, worker: SimulatedWorker, agent: Agent): void {
  if (worker.agent !== agent) return
  agent.isReady = true
  noteTruth(world, worker)
  world.czar.observe(...readySeen(worker, agent))
}

/** What czar would read from the signals of an agent that is ready. */
export function readySeen({ id, behaviour }: SimulatedWorker, { incarnation }: Agent): readonly Event[] {
  const about = { worker: id, incarnation }
  const ready: Event = { kind: 'agent.ready', ...about, evidence: 'hook', strength: 'exact' }
  return behaviour.tellsTurns ? [ready, { kind: 'agent.session', ...about, agentSession: `session-${id}-${incarnation}` }] : [ready]
}

function sendAlert({ tally }: World, { alert, matters }: Extract<Action, { do: 'alert' }>): readonly Event[] {
  const calls = matters.filter(({ key }) => key !== 'finished').map(({ key }) => key)
  tally.calledFor.push(...calls)
  return [{ kind: 'alert.sent', alert, matters, how: 'rung' }]
}
