import type { Evidence, Signal } from '../../model/evidence.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** Makes evidence from the worker's last event of one kind. */
export function seen<Seen extends Signal>(
  { signs }: { readonly signs: Pick<WorkerState['signs'], Seen> },
  signal: Seen,
  text: string,
): Evidence {
  const sign = signs[signal]
  return { signal, text, seq: sign?.seq ?? null, at: sign?.at ?? null }
}

/** Makes evidence with a given time and, if it is known, the number of the event. */
export function since(signal: Signal, text: string, { at, seq = null }: { readonly at: number; readonly seq?: number | null }): Evidence {
  return { signal, text, seq, at }
}
