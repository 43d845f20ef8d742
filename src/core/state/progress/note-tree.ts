import type { Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import { updateWorker } from '../update.ts'

const KEPT = 8

/** Stores the last few different states of a worker's files. A new assignment begins with the present state. */
export function noteTree(state: State, event: Journaled): State {
  if (event.kind === 'assignment.created') return updateWorker(state, event.worker, ({ trees }) => ({ trees: trees.slice(-1) }))
  if (event.kind !== 'git.observed') return state
  const { tree, head, dirty } = event.activity
  if (own(state.workers, event.worker)?.trees.at(-1)?.tree === tree) return state
  const now = { tree, head, isClean: dirty === 0, seq: event.seq, at: event.at }
  return updateWorker(state, event.worker, ({ trees }) => ({ trees: [...trees, now].slice(-KEPT) }))
}
