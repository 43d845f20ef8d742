import type { Decision, Plan } from '../src/core/events/decision.ts'
import type { Event } from '../src/core/events/event.ts'
import type { MessageId } from '../src/core/model/ids.ts'
import type { State } from '../src/core/state/types/state.ts'
import type { WorkerState } from '../src/core/state/types/worker-state.ts'
import { numberAnew } from './no-judgement.ts'

/** How long an agent may be silent before the simple program replaces it. */
const SILENCE_MS = 20 * 60_000
const MOST_RESTARTS = 5

const TEXTS: readonly string[] = ['brief', 'unblock', 'tell', 'rework', 'go_on']
const GIVEN_UP: readonly string[] = ['rejected', 'crashed', 'undelivered']
const LEFT_OUT: readonly string[] = ['assignment.returned', 'ladder.climbed', 'attention.raised', 'attention.settled']

/**
 * Keeps only the decisions of a simple program. The program launches agents, gives them their tasks, and checks claims by the accept
 * commands and the paths. It sends failed work back as often as czar does, and restarts dead and silent agents. It asks nothing, never
 * replaces an agent because of its work, and moves no task to another worker. For dependencies, bonus tasks, repeated actions and limits it
 * follows czar's rules.
 */
export function asPlainLoop({ decisions, wakeAt }: Plan, state: State, now: number): Plan {
  const kept = decisions.flatMap(decision => keep(decision))
  const silent = restartSilent(state, now)
  return { decisions: numberAnew([...kept, ...silent.decisions], state), wakeAt: soonest(wakeAt, silent.wakeAt) }
}

function keep(decision: Decision): readonly Decision[] {
  if (decision.kind === 'perform') return decision.action.do === 'alert' || decision.action.do === 'look_at_children' ? [] : [decision]
  const { event, reason } = decision
  if (event.kind === 'message.queued') return TEXTS.includes(event.messageKind) ? [decision] : []
  if (event.kind === 'assignment.returned') return GIVEN_UP.includes(event.how ?? '') ? [record(fail(event, reason), reason)] : []
  // Czar would start a fresh agent for the last try. The simple program tells the same agent.
  if (event.kind === 'ladder.climbed' && event.matter === 'rejected') return [record(sendBack(event), reason)]
  return LEFT_OUT.includes(event.kind) ? [] : [decision]
}

function fail({ worker, assignment }: Extract<Event, { kind: 'assignment.returned' }>, reason: string): Event {
  return { kind: 'assignment.failed', worker, assignment, reason }
}

function sendBack({ worker, assignment }: Extract<Event, { kind: 'ladder.climbed' }>): Event {
  return { kind: 'message.queued', worker, message: 'm0' as MessageId, messageKind: 'rework', assignment, facts: { attempt: '3' } }
}

/**
 * Replaces an agent that was silent for too long by a new one, which begins with the task's text. After a number of replacements the
 * program gives up.
 */
function restartSilent(state: State, now: number): Plan {
  if (state.czar.phase !== 'supervising') return { decisions: [], wakeAt: null }
  const decisions: Decision[] = []
  let wakeAt: number | null = null
  for (const worker of Object.values(state.workers)) {
    const dueAt = silentAt(state, worker)
    if (dueAt === null) continue
    if (dueAt > now) wakeAt = soonest(wakeAt, dueAt)
    else if (worker.agent !== null && worker.assignment !== null) decisions.push(replace(worker, worker.agent.incarnation))
  }
  return { decisions, wakeAt }
}

function silentAt({ assignments }: State, { agent, assignment: id, replace: replaced }: WorkerState): number | null {
  const assignment = id === null ? undefined : assignments[id]
  if (agent === null || agent.exit !== null || assignment === undefined || replaced === agent.incarnation) return null
  if (assignment.state === 'claimed' || assignment.state === 'verifying' || assignment.briefed === null) return null
  if (assignment.ladder.current.length + assignment.ladder.earlier.length >= MOST_RESTARTS) return null
  return Math.max(agent.noveltyAt, agent.startedAt, assignment.briefed.at, assignment.lastVerdict?.at ?? 0) + SILENCE_MS
}

function replace({ id: worker, assignment }: WorkerState, incarnation: number): Decision {
  if (assignment === null) throw new Error(`${worker} has nothing to restart for`)
  const reason = 'it was silent for too long'
  const step = { rung: 'fresh', about: 'progress', matter: 'silent-turn', evidence: [reason] } as const
  return record({ kind: 'ladder.climbed', worker, assignment, incarnation, ...step }, reason)
}

function record(event: Event, reason: string): Decision {
  return { kind: 'record', event, reason }
}

function soonest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}
