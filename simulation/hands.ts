import { type Action, isRequestAction, isTrainAction } from '../src/core/events/decision.ts'
import type { Event } from '../src/core/events/event.ts'
import type { EffectId, PaneId, ServerId, SessionId } from '../src/core/model/ids.ts'
import { freshMind, resumedMind } from './agents/mind.ts'
import { submit } from './agents/submit.ts'
import { commitName, gitSeen } from './agents/tell.ts'
import { noteTruth } from './agents/truth.ts'
import { checkClaim } from './gates.ts'
import type { Agent, Operation, Seat, World } from './world.ts'

/** Seconds that each action takes (median). */
const SECONDS: Readonly<Record<string, number>> = {
  prepare_worktree: 1.5,
  start_agent: 0.7,
  answer_dialog: 0.5,
  look_at_children: 1,
  deliver: 2,
  verify: 90,
  switch_branch: 0.2,
  look_at_git: 0.1,
  end_agent: 2.5,
  alert: 1,
}

/** Begins an action; its end comes when its time has passed, unless the czar that asked for it is gone by then. */
export function begin(world: World, action: Action, effect: EffectId): void {
  const { tally, faults } = world
  const seat = action.worker === null ? null : (world.seats.get(action.worker) ?? null)
  const random = seat?.hands ?? world.random
  const isBad = random.chance(faults.fails)
  const slowness = random.chance(faults.slow) ? 20 : 1
  const operation: Operation = { number: ++tally.operations, action, effect, isBad, isOver: false }
  world.open.add(operation)
  if (isBad) tally.failedOperations++
  if (action.do === 'verify' && seat?.tree != null) {
    const { worker, assignment } = action
    world.czar.observe({ kind: 'verification.started', worker, assignment, commit: commitName(seat.id, seat.tree.commits) })
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

/** Does it in the world, and says what the hands would report. Long: one case an action. */
export function carryOut(world: World, { action, isBad }: Operation): readonly Event[] | null {
  if (action.do === 'alert') return sendAlert(world, action)
  if (isTrainAction(action) || isRequestAction(action) || action.do === 'look_at_base') return noHand(world, action)
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
      return checkClaim(world, seat, action)
    default:
      return noHand(world, action)
  }
}

/** An action that this simulator has no hand for: the test of the scenarios says so. */
function noHand(world: World, action: Action): null {
  world.tally.strangeActions.add(action.do)
  return null
}

function prepareWorktree(world: World, seat: Seat, { includes }: Extract<Action, { do: 'prepare_worktree' }>): readonly Event[] {
  const home = `feat/${seat.id}`
  seat.tree ??= { branch: home, home, commits: 0, files: new Set(), dirty: 0, content: seat.id, isLookedAt: false }
  const path = `/worktrees/${seat.id}`
  const ready: Event = {
    kind: 'worktree.ready',
    worker: seat.id,
    path,
    branch: `feat/${seat.id}`,
    startSha: commitName(seat.id, 0),
    includes,
  }
  return [ready, ...gitSeen(world, seat)]
}

/** Commits are counted over all branches of a worktree; the files are those of the new one. */
function switchBranch(world: World, seat: Seat, { assignment, includes }: Extract<Action, { do: 'switch_branch' }>): readonly Event[] {
  const wanted = world.czar.state().assignments[assignment]
  if (seat.tree === null || wanted === undefined) return []
  const branch = wanted.branch ?? `feat/${seat.id}`
  seat.tree.files.clear()
  // The same object: a look at it may be on its way.
  Object.assign(seat.tree, { branch, home: branch, dirty: 0, content: `${seat.id} ${assignment}` })
  const startSha = wanted.fromSha ?? commitName(seat.id, seat.tree.commits)
  const about = { worker: seat.id, assignment, branch }
  return [{ kind: 'worktree.switched', ...about, startSha, includes, kept: null }, ...gitSeen(world, seat)]
}

function lookAtGit(world: World, seat: Seat): readonly Event[] {
  if (seat.tree === null) return []
  const { branch, commits } = seat.tree
  return [...gitSeen(world, seat), { kind: 'git.looked', worker: seat.id, branch, tip: commitName(seat.id, commits) }]
}

function startAgent(world: World, seat: Seat, { incarnation, resume }: Extract<Action, { do: 'start_agent' }>): readonly Event[] {
  // The session of this very start may stand already: it is adopted.
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

/** What a look at a ready agent's own signals tells. */
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
