import type { Action } from '../../../src/core/events/decision.ts'
import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { Report } from '../../../src/core/events/report.ts'
import type { MessageKind, Verdict } from '../../../src/core/events/work-event.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { Project } from '../../../src/core/model/project.ts'
import type { MessageState } from '../../../src/core/state/types/message-state.ts'
import type { AssignmentState } from '../../../src/core/state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../../src/core/state/types/worker-state.ts'
import { aProject } from '../builders/a-project.ts'
import { aReport, carryOut, createWorld, happen, settle, type World } from './world.ts'

/** A world that a test moves step by step, without randomness. If the test says nothing else, actions of git succeed at once. */
export function aStory(over: Partial<Project> = {}, atOnce: World['atOnce'] = GIT): World {
  return createWorld(aProject(over), () => 0, atOnce)
}

const GIT: World['atOnce'] = new Set(['switch_branch', 'look_at_git'])

/** Records events, and lets the czar act on them. */
export function say(world: World, ...events: readonly Event[]): void {
  happen(world, ...events)
  settle(world)
}

/** Lets time pass, and the czar act at its end. */
export function pass(world: World, ms: number): void {
  world.now += ms
  settle(world)
}

/** The actions that the czar asked for and that are not done yet, as `action:worker`. */
export function asked(world: World): readonly string[] {
  return world.deeds.map(({ action }) => `${action.do}:${action.worker}`)
}

/** Carries out one action with this name. */
export function act(world: World, doing: Action['do'], id: string, goesWrong = false): void {
  const deed = world.deeds.find(({ action }) => action.do === doing && action.worker === id)
  if (deed === undefined) throw new Error(`${doing} of ${id} was not asked for, only: ${asked(world).join(', ')}`)
  carryOut(world, deed, goesWrong)
}

/** Makes an action fail without an outcome. */
export function breakDown(world: World, doing: Action['do'], id: string): void {
  const deed = world.deeds.find(({ action }) => action.do === doing && action.worker === id)
  if (deed === undefined) throw new Error(`${doing} of ${id} was not asked for, only: ${asked(world).join(', ')}`)
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  say(world, { kind: 'effect.failed', effect: deed.effect, reason: 'it broke' })
}

/** Makes every try of an action fail, until the czar stops asking for it. */
export function breakDownForGood(world: World, doing: Action['do'], id: string): void {
  for (let tries = 0; tries < 3; tries++) {
    breakDown(world, doing, id)
    pass(world, 10_000)
  }
}

/** The worker's agent reports that it is ready. */
export function getReady(world: World, id: string): void {
  say(world, { kind: 'agent.ready', ...about(world, id), evidence: 'hook', strength: 'exact' })
}

/** Goes on until the worker's agent runs, has its task, and works on it. */
export function begin(world: World, id: string): void {
  if (workerOf(world, id).worktree === null) act(world, 'prepare_worktree', id)
  act(world, 'start_agent', id)
  getReady(world, id)
  act(world, 'deliver', id)
}

export function turn(world: World, id: string, state: 'busy' | 'idle' | 'waiting', strength: 'exact' | 'inferred' = 'exact'): void {
  const waitingFor = state === 'waiting' ? ('permission' as const) : null
  say(world, { kind: 'agent.turn', ...about(world, id), turn: state, waitingFor, evidence: 'hook', strength, text: null })
}

export function report(world: World, id: string, kind: Report['kind'], over: Partial<Report> = {}): void {
  say(world, { kind: 'report.received', worker: id as WorkerId, report: aReport(kind, over) })
}

export function exit(world: World, id: string, how: 'exited' | 'session-closed' | 'server-lost' | 'gone' = 'exited'): void {
  say(world, { kind: 'agent.exited', ...about(world, id), how, status: 1, signal: null, lastScreen: '' })
}

/** Ends the check of the worker's claim with this verdict. */
export function verdict(world: World, id: string, how: Verdict, reasons: readonly string[] = []): void {
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === id)
  if (deed?.action.do !== 'verify') throw new Error(`nothing of ${id} is being checked`)
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { worker, assignment } = deed.action
  const rest = { base: null, checks: [], log: null, tail: 'the tail', durationMs: 1 }
  say(
    world,
    { kind: 'verification.finished', worker, assignment, commit: `work-${id}` as never, verdict: how, reasons, ...rest },
    { kind: 'effect.done', effect: deed.effect },
  )
}

/** Goes on from the start of the worker until its task is proven. */
export function complete(world: World, id: string): void {
  begin(world, id)
  report(world, id, 'done')
  verdict(world, id, 'verified')
  turn(world, id, 'idle')
}

/** A world in which worker one's agent is ready, but has got no text yet. */
export function aReadyStory(): World {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  return world
}

export function workerOf(world: World, id: string): WorkerState {
  const worker = world.state.workers[id]
  if (worker === undefined) throw new Error(`no worker ${id}`)
  return worker
}

export function agentOf(world: World, id: string): AgentState {
  const { agent } = workerOf(world, id)
  if (agent === null) throw new Error(`${id} has no agent`)
  return agent
}

export function assignmentOf(world: World, id: string): AssignmentState {
  const assignment = world.state.assignments[workerOf(world, id).assignment ?? '']
  if (assignment === undefined) throw new Error(`${id} has no open assignment`)
  return assignment
}

/** The kinds of the texts that wait for the worker, oldest first. */
export function queue(world: World, id: string): readonly MessageKind[] {
  return messages(world, id).map(({ kind }) => kind)
}

export function messages(world: World, id: string): readonly MessageState[] {
  return world.state.messages.filter(message => message.worker === id)
}

/** The keys of the items that are open for a person now. */
export function attention(world: World): readonly string[] {
  return Object.values(world.state.attention)
    .filter(item => item.settledAt === null)
    .map(({ key }) => key)
}

/** All events of one kind so far. */
export function told<Kind extends Event['kind']>(world: World, kind: Kind): readonly Journaled<Extract<Event, { kind: Kind }>>[] {
  return world.history.filter((event): event is Journaled<Extract<Event, { kind: Kind }>> => event.kind === kind)
}

/** The worker and its present agent, for an event about them. */
export function about(world: World, id: string) {
  return { worker: id as WorkerId, incarnation: workerOf(world, id).incarnation }
}

/** The worker, as if czar had just looked at its branch. */
export function justSeen(world: World, id: string, at = world.now): WorkerState {
  const worker = workerOf(world, id)
  const open = world.state.assignments[worker.assignment ?? '']
  const tip = worker.git?.head ?? open?.fromSha ?? null
  return { ...worker, looked: { at, branch: open?.branch ?? worker.config.branch, tip } }
}
