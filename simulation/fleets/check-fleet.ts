import type { Event, Journaled } from '../../src/core/events/event.ts'
import type { CommitSha, TaskId, WorkerId } from '../../src/core/model/ids.ts'
import { carvedBudget } from '../../src/core/policy/budget/carved-budget.ts'
import { fleetSpending, measure, workerSpending } from '../../src/core/policy/budget/spending.ts'
import { isUnderWay } from '../../src/core/policy/engine/policy-context.ts'
import { takesSeat } from '../../src/core/policy/fleet/seat-limits.ts'
import { isBeingChecked } from '../../src/core/state/facts/assignment-phase.ts'
import { childrenOf, isTaskOver, parentOf } from '../../src/core/state/facts/children.ts'
import { stageOf } from '../../src/core/state/facts/stages.ts'
import type { State } from '../../src/core/state/types/state.ts'
import type { WorkerState } from '../../src/core/state/types/worker-state.ts'
import { contains } from '../repository/repository.ts'
import type { World } from '../world.ts'

/** Something that must never happen, and where it happened. */
export interface Finding {
  readonly what: string
  readonly detail: string
  readonly at: number
}

interface Moment {
  readonly world: World
  readonly before: State
  readonly state: State
  readonly event: Journaled
}

type Check = (moment: Moment) => readonly string[]

/** Watches a fleet event by event. Each rule is checked with the state before and after the event. */
export function createWatch(): { readonly watch: (world: World, event: Journaled, state: State) => void; readonly findings: Finding[] } {
  const findings: Finding[] = []
  const checks: Readonly<Record<string, Check>> = {
    'more agents at work than seats': checkSeats,
    'a child without a parent': checkOrphans,
    'proven without its parts': checkParts,
    'a proof is lost': checkProofs,
    'more than one winner': checkWinners,
    'sent back too often': checkReturns(),
    'begun without a budget': checkBegun,
    'used on without a budget': checkUse,
  }
  let before: State | null = null
  return {
    findings,
    watch(world, event, state) {
      const moment = { world, before: before ?? state, state, event }
      for (const [what, check] of Object.entries(checks)) for (const detail of check(moment)) findings.push({ what, detail, at: event.seq })
      before = state
    },
  }
}

/** No agent begins beyond a limit, and no parent goes on beyond a limit. If a person lowers a limit, the running agents may stay. */
function checkSeats({ before, state, event }: Moment): readonly string[] {
  if (goesOnAlone(event) || (before.workers === state.workers && before.effects === state.effects && before.tasks === state.tasks))
    return []
  const { project } = state
  if (project === null) return []
  const [sat, sits] = [running(before), running(state)]
  const limits: readonly (readonly [string, number | null, (worker: WorkerState) => boolean])[] = [
    ['fleet', project.concurrency, () => true],
    ...Object.values(project.agents).map(
      ({ name, concurrency }) => [name, concurrency, ({ config }: WorkerState) => config.agent === name] as const,
    ),
    ...Object.entries(project.accounts).map(
      ([name, { concurrency }]) => [name, concurrency, ({ config }: WorkerState) => config.account === name] as const,
    ),
  ]
  return limits.flatMap(([name, limit, isOf]) => {
    const [earlier, now] = [sat.filter(isOf), sits.filter(isOf)]
    const hasCome = now.some(worker => !earlier.some(({ id }) => id === worker.id) && !isUnseen(worker) && !isLeaving(worker))
    return limit !== null && hasCome && now.length > limit && now.length > earlier.length
      ? [`${name}: ${now.length} of ${limit}: ${now.map(({ id }) => id).join(', ')}`]
      : []
  })
}

/** The workers that take a seat. */
export function seated(state: State): readonly WorkerState[] {
  return Object.values(state.workers).filter(worker => takesSeat(state, worker))
}

/** The workers that take a seat, without the workers whose agent has exited. */
function running(state: State): readonly WorkerState[] {
  return seated(state).filter(({ agent }) => agent?.exit == null)
}

/** Whether the agent is about to end: its worker is stopped, or the agent rests and has no task. */
function isLeaving({ agent, assignment, stopped }: WorkerState): boolean {
  return stopped !== null || (assignment === null && agent?.turn !== 'busy')
}

/** Whether the agent's program does not report its turns. Then nobody knows whether the agent rests. */
function isUnseen({ agent }: WorkerState): boolean {
  return agent !== null && agent.exit === null && agent.turn === null
}

/**
 * Whether an agent goes on by itself, which the czar cannot prevent. It does so after it gives up waiting, or after the death of the czar
 * that let it wait.
 */
function goesOnAlone(event: Journaled): boolean {
  return event.kind === 'czar.started' || (event.kind === 'wait.ended' && event.by !== undefined)
}

/** When the rules have nothing left to do, no child is open whose parent is over. */
function checkOrphans({ state, event }: Moment): readonly string[] {
  if (event.kind !== 'effect.intended' || state.czar.phase !== 'supervising') return []
  return (state.project?.workers ?? []).flatMap(config => {
    const parent = parentOf(config)
    if (parent === null || isTaskOver(state, config.id as string as TaskId)) return []
    const isThere = state.project?.workers.some(({ id }) => id === parent) === true
    const isOver = !isThere || isTaskOver(state, parent as string as TaskId) || state.workers[parent]?.stopped !== null
    return isOver ? [`${config.id} of ${parent}`] : []
  })
}

/** A proof contains the proven commit of each child, and no child is at work. */
function checkParts({ world, before, state, event }: Moment): readonly string[] {
  if (event.kind !== 'verification.finished' || event.verdict !== 'verified' || event.commit === null) return []
  const task = state.tasks[state.assignments[event.assignment]?.task ?? '']
  if (task?.verified?.commit !== event.commit || before.tasks[task.id]?.state === 'stale') return []
  const { commit } = event
  return childrenOf(state.project, task.id).flatMap(({ id }) => {
    const part = state.tasks[id]
    if (part === undefined || !isTaskOver(state, part.id)) return [`${task.id} is proven, and ${id} is ${part?.state}`]
    const isMissing = part.state === 'verified' && part.verified !== null && !contains(world.repository, commit, part.verified.commit)
    return isMissing ? [`${task.id} is proven without ${id}`] : []
  })
}

/** The events that may take a proof away. */
const TAKES: ReadonlySet<Event['kind']> = new Set<Event['kind']>([
  'verification.voided',
  'stage.returned',
  'train.returned',
  'review.returned',
  'task.renewed',
  'person.verify',
  'project.loaded',
])

function checkProofs({ before, state, event }: Moment): readonly string[] {
  if (before.tasks === state.tasks || TAKES.has(event.kind)) return []
  return Object.values(before.tasks).flatMap(task => {
    const now = state.tasks[task.id]
    if (task.state !== 'verified' || now === task) return []
    return now?.state === 'verified' && now.verified !== null ? [] : [`${task.id} is ${now?.state} by ${event.kind}`]
  })
}

function checkWinners({ before, state }: Moment): readonly string[] {
  if (before.tasks === state.tasks) return []
  const attempts = Object.values(state.tasks).filter(({ attempt }) => attempt !== undefined)
  return [...Map.groupBy(attempts, ({ attempt }) => attempt?.task)].flatMap(([name, all]) => {
    const proven = all.filter(task => task.state === 'verified' || task.state === 'stale')
    const settled = state.attempts?.[name ?? '']
    const living = settled === undefined ? [] : all.filter(({ id, state }) => id !== settled.winner && state !== 'dropped')
    return [
      ...(proven.length > 1 ? [proven.map(({ id }) => id).join(', ')] : []),
      ...living.map(({ id, state }) => `${id} lost and is ${state}`),
    ]
  })
}

/** A stage sends work back at most as often as its file says. A person who restarts or renews something begins the count anew. */
function checkReturns(): Check {
  const times = new Map<TaskId, number>()
  return ({ state, event }) => {
    if (event.kind === 'person.restart' || event.kind === 'task.renewed' || event.kind === 'project.loaded') times.clear()
    if (event.kind !== 'stage.returned') return []
    const count = (times.get(event.from) ?? 0) + 1
    times.set(event.from, count)
    const most = stageOf(state, event.from)?.backTo?.times ?? 0
    return count > most ? [`${event.from}: ${count} times`] : []
  }
}

/** Whether a worker's own budget, its share of its parent's or the fleet's is used up. */
function isOver(state: State, worker: WorkerState, now: number): boolean {
  const own = measure(carvedBudget(state, worker, now), workerSpending(worker, now))
  const fleet = state.project === null ? [] : measure(state.project.policy.budget, fleetSpending(state, now))
  return [...own, ...fleet].some(({ spent, limit }) => spent >= limit)
}

/** No agent starts and no text begins a turn once a budget is used up. */
function checkBegun({ state, event }: Moment): readonly string[] {
  if (event.kind !== 'effect.intended' || (event.action !== 'start_agent' && event.action !== 'deliver')) return []
  const worker = state.workers[event.worker ?? '']
  if (worker === undefined || !isInProject(state, worker.id) || !isOver(state, worker, event.at)) return []
  return [`${event.action} for ${worker.id}`]
}

/**
 * Checks that a worker uses nothing after its budget is used up. Use is excused while the agent's claim is checked or the agent is being
 * ended.
 */
function checkUse({ before, state, event }: Moment): readonly string[] {
  if (event.kind !== 'agent.usage') return []
  const [was, worker] = [before.workers[event.worker], state.workers[event.worker]]
  if (was === undefined || worker === undefined || was.usage?.tokens === worker.usage?.tokens) return []
  if (!isInProject(state, worker.id) || !isOver(before, was, event.at)) return []
  const assignment = before.assignments[was.assignment ?? '']
  const isExcused =
    isUnderWay(before, was.id, 'end_agent', 'verify') || (assignment !== undefined && isBeingChecked(assignment)) || before.at === event.at
  return isExcused ? [] : [`${worker.id} has used ${worker.usage?.usd} of ${worker.config.budget.usd}`]
}

function isInProject({ project }: State, id: WorkerId): boolean {
  return project?.workers.some(worker => worker.id === id) === true
}

/** Whether a proven commit is in base. */
export function isInBaseOf({ repository }: World, commit: CommitSha): boolean {
  return contains(repository, repository.base, commit)
}
