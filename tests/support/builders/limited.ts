import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { AccountState, LimitKind } from '../../../src/core/model/limit.ts'
import type { AssignmentState } from '../../../src/core/state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../../src/core/state/types/worker-state.ts'
import { about, agentOf, aStory, assignmentOf, begin, report, say, turn, workerOf } from '../worlds/story.ts'
import type { World } from '../worlds/world.ts'
import { aWorker } from './a-project.ts'

export const HOUR_MS = 3_600_000

/** The worker's agent meets a limit of its account, for an hour unless the test says otherwise, and ends its turn. */
export function meetLimit(
  world: World,
  id: string,
  over: { resetAt?: number | null; limit?: LimitKind; strength?: 'exact' | 'inferred'; said?: number } = {},
): void {
  const { resetAt = world.now + HOUR_MS, limit = 'quota', strength = 'exact', said = world.now } = over
  const account = workerOf(world, id).config.account
  const reading = { limit, text: "You've hit your limit", said, strength, evidence: 'hook StopFailure' }
  say(world, { kind: 'agent.limited', ...about(world, id), account, resetAt, ...reading })
  turn(world, id, 'idle')
}

/** The worker's agent reports that it has used more tokens. */
export function useTokens(world: World, id: string): void {
  const usd = null
  const output = world.now
  say(world, {
    kind: 'agent.usage',
    ...about(world, id),
    session: 's',
    tokens: { input: 0, output, cacheRead: 0, cacheWrite: 0 },
    ...{ usd, context: null, contextTokens: null },
  })
}

/** A world with three workers on one account and one worker on another account. All four work. */
export function twoAccounts(): World {
  const workers = [aWorker('one'), aWorker('two'), aWorker('three'), aWorker('other', { account: 'another' })]
  const world = aStory({ workers })
  for (const { id } of workers) {
    begin(world, id)
    report(world, id, 'ack')
  }
  return world
}

/** The account of the first three workers. Worker one has reported that the account is at its limit for an hour. */
export function anAccount(over: Partial<AccountState> = {}): AccountState {
  return {
    name: 'scripted',
    ...{ limit: 'quota', text: "You've hit your limit", strength: 'exact', evidence: 'hook', worker: 'one' as WorkerId },
    ...{ since: 1_000_000, metAt: 1_000_000, resetAt: 1_000_000 + HOUR_MS, shownBy: [], cutOff: [], probes: 0, probe: null },
    ...{ releasedAt: null, queue: [], admittedAt: 0 },
    ...over,
  }
}

export function accountOf(world: World): AccountState {
  const account = world.state.accounts['scripted']
  if (account === undefined) throw new Error('the account is not limited')
  return account
}

/** Changes parts of a worker's state directly, without events. */
export function alterWorker(world: World, id: string, over: Partial<WorkerState>): void {
  world.state = { ...world.state, workers: { ...world.state.workers, [id]: { ...workerOf(world, id), ...over } } }
}

export function alterAgent(world: World, id: string, over: Partial<AgentState>): void {
  alterWorker(world, id, { agent: { ...agentOf(world, id), ...over } })
}

export function alterAssignment(world: World, id: string, over: Partial<AssignmentState>): void {
  const assignment = assignmentOf(world, id)
  world.state = { ...world.state, assignments: { ...world.state.assignments, [assignment.id]: { ...assignment, ...over } } }
}

export function alterAccount(world: World, over: Partial<AccountState>): void {
  world.state = { ...world.state, accounts: { ...world.state.accounts, scripted: { ...accountOf(world), ...over } } }
}
