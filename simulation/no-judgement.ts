import type { Decision, Plan } from '../src/core/events/decision.ts'
import type { MessageId } from '../src/core/model/ids.ts'
import type { State } from '../src/core/state/types/state.ts'

const TEXTS: readonly string[] = ['brief', 'unblock', 'tell']
const RECORDS: readonly string[] = ['assignment.created', 'health.changed', 'project.finished', 'message.dropped']

/** Keeps only the decisions of a program that launches agents and gives them their tasks. A worker that goes wrong stays wrong. */
export function withoutJudgement({ decisions, wakeAt }: Plan, state: State): Plan {
  return {
    decisions: numberAnew(
      decisions.filter(decision => isOrdinary(decision, state)),
      state,
    ),
    wakeAt,
  }
}

/** Numbers the remaining messages again, because no number may be given twice. */
export function numberAnew(decisions: readonly Decision[], state: State): readonly Decision[] {
  let messages = state.counters.messages
  return decisions.map(decision => {
    if (decision.kind !== 'record' || decision.event.kind !== 'message.queued') return decision
    return { ...decision, event: { ...decision.event, message: `m${++messages}` as MessageId } }
  })
}

function isOrdinary(decision: Decision, state: State): boolean {
  if (decision.kind === 'record') {
    const { event } = decision
    return event.kind === 'message.queued' ? TEXTS.includes(event.messageKind) : RECORDS.includes(event.kind)
  }
  const { action } = decision
  if (action.do === 'start_agent') return isFirstTry(state, action.worker)
  if (action.do === 'end_agent') return action.reason === 'finished' || action.reason === 'stopped'
  return action.do !== 'alert'
}

/** Whether this is the first start of the worker's agent. An agent that ended is not started again, but a start that failed is repeated. */
function isFirstTry({ workers }: State, worker: string): boolean {
  return (workers[worker]?.exits.length ?? 0) === 0
}
