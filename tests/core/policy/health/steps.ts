import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { LimitKind } from '../../../../src/core/model/limit.ts'
import { about, act, begin, report, say, turn, workerOf } from '../../../support/worlds/story.ts'
import { settle, type World } from '../../../support/worlds/world.ts'

export const one = 'one' as WorkerId
export const STUCK_MS = 1_200_000

export type Told = readonly [title: string, lead: (world: World) => void, told: readonly string[]]

/** Health, matter and reason, then the evidence (strongest first), then the text for the worker. */
export function toldOf(world: World, id = 'one'): readonly string[] {
  const { health, matter, reason, evidence, problem } = workerOf(world, id).health
  const grounds = evidence.map(({ signal, text }) => `${signal}: ${text}`)
  return [`${health} ${matter}: ${reason}`, ...grounds, ...(problem === null ? [] : [problem])]
}

export function start(world: World): void {
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
}

export function answer(world: World, busy: boolean | null): void {
  const deed = world.deeds.find(({ action }) => action.do === 'look_at_children')
  if (deed === undefined) throw new Error('nobody asked about its children')
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  say(world, { kind: 'agent.children', ...about(world, 'one'), busy }, { kind: 'effect.done', effect: deed.effect })
}

export function atWork(world: World): void {
  begin(world, 'one')
  report(world, 'one', 'ack')
}

export function inTurn(world: World): void {
  atWork(world)
  turn(world, 'one', 'busy')
}

/** Makes the worker's program never report whether it works. */
export function unseen(world: World): void {
  atWork(world)
  const worker = workerOf(world, 'one')
  if (worker.agent === null) throw new Error('no agent')
  world.state = { ...world.state, workers: { one: { ...worker, agent: { ...worker.agent, turn: null, turnStrength: null } } } }
  settle(world)
}

export function ask(world: World, text: string | null, strength: 'exact' | 'inferred' = 'exact'): void {
  const how = { waitingFor: 'answer', evidence: 'hook', strength, text } as const
  say(world, { kind: 'agent.turn', ...about(world, 'one'), turn: 'waiting', ...how })
}

export function meetLimit(world: World, limit: LimitKind, resetAt: number | null, strength: 'exact' | 'inferred' = 'exact'): void {
  const reading = { limit, text: 'limit reached', said: world.now, strength, evidence: 'hook' }
  say(world, { kind: 'agent.limited', ...about(world, 'one'), account: 'scripted', resetAt, ...reading })
  turn(world, 'one', 'idle')
}
