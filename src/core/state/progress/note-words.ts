import type { Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import type { Word } from '../types/memory.ts'
import type { State } from '../types/state.ts'
import { updateWorker } from '../update.ts'

const KEPT = 12
const CHARS = 600

/** Stores the last texts that a worker wrote or that are about its work. A new assignment begins with none. */
export function noteWords(state: State, event: Journaled): State {
  if (event.kind === 'assignment.created') return updateWorker(state, event.worker, () => ({ words: [] }))
  const said = wordIn(event)
  if (said === null || !('worker' in event) || event.worker === null) return state
  const worker = own(state.workers, event.worker)
  if (worker === undefined || ('incarnation' in event && event.incarnation !== worker.incarnation)) return state
  const word = { ...said, text: said.text.slice(0, CHARS), tree: worker.git?.tree ?? null, seq: event.seq, at: event.at }
  return updateWorker(state, worker.id, ({ words }) => ({ words: [...words, word].slice(-KEPT) }))
}

function wordIn(event: Journaled): Pick<Word, 'source' | 'kind' | 'assignment' | 'text'> | null {
  switch (event.kind) {
    case 'report.received':
      return { source: 'report', kind: event.report.kind, assignment: event.report.assignment, text: event.report.text }
    case 'agent.turn':
      return event.text === null || event.text === '' ? null : { ...UNNAMED, source: 'turn', text: event.text }
    case 'agent.trouble':
      // During a turn the same text may come a hundred times. Another function counts such repetitions.
      return event.inTurn === true ? null : { ...UNNAMED, source: 'screen', text: event.text }
    case 'verification.finished':
      if (event.verdict !== 'rejected') return null
      return { ...UNNAMED, source: 'check', text: [...event.reasons, lastLines(event.tail)].join('\n') }
    default:
      return null
  }
}

const UNNAMED = { kind: null, assignment: null } as const

function lastLines(tail: string): string {
  return tail.trimEnd().slice(-CHARS / 2)
}
