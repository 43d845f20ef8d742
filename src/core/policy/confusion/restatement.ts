import type { Evidence } from '../../model/evidence.ts'
import { since } from '../engine/evidence.ts'
import type { Said } from './confusion.ts'

/** Returns the worker's acknowledgement of an assignment (the task in its own words) as evidence. */
export function restatementEvidence({ words }: Said['worker'], { acknowledged }: Said['assignment']): readonly Evidence[] {
  if (acknowledged === null) return []
  const seq = words.findLast(({ kind, at }) => kind === 'ack' && at === acknowledged.at)?.seq ?? null
  return [since('report', `ack: ${acknowledged.text}`, { at: acknowledged.at, seq })]
}
