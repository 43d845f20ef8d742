import type { Evidence } from '../../model/evidence.ts'
import type { AssignmentState } from '../../model/task-state.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import { since } from '../health/evidence.ts'

/** The acknowledgement of an assignment as evidence, with the event that brought it where that is remembered. */
export function restatementEvidence({ words }: Pick<WorkerState, 'words'>, { acknowledged }: AssignmentState): readonly Evidence[] {
  if (acknowledged === null) return []
  const seq = words.findLast(({ kind, at }) => kind === 'ack' && at === acknowledged.at)?.seq ?? null
  return [since('report', `ack: ${acknowledged.text}`, { at: acknowledged.at, seq })]
}
