import type { EventKind, Journaled } from '../../events/event.ts'
import type { Signal } from '../../model/evidence.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import { updateWorker } from '../update.ts'

/** Stores for each kind of signal the last event of a worker, so that a judgement can name its evidence. */
export function noteSign(state: State, event: Journaled): State {
  if (!('worker' in event) || event.worker === null) return state
  const worker = own(state.workers, event.worker)
  const signal = signalOf(event)
  if (worker === undefined || signal === null) return state
  // Late signals of an older agent change nothing.
  if ('incarnation' in event && event.incarnation !== worker.incarnation) return state
  return updateWorker(state, worker.id, ({ signs }) => ({ signs: { ...signs, [signal]: { seq: event.seq, at: event.at } } }))
}

function signalOf(event: Journaled): Signal | null {
  if ('strength' in event && event.strength === 'inferred') return 'screen'
  return own(SIGNAL_OF, event.kind) ?? null
}

const SIGNAL_OF: Readonly<Partial<Record<EventKind, Signal>>> = {
  'agent.started': 'process',
  'agent.exited': 'process',
  'agent.exit_read': 'process',
  'agent.ended': 'process',
  'agent.children': 'process',
  'agent.ready': 'agent',
  'agent.turn': 'agent',
  'agent.compacted': 'agent',
  'agent.logged_out': 'agent',
  'agent.logged_in': 'agent',
  'agent.dialog': 'screen',
  'agent.retrying': 'screen',
  'report.received': 'report',
  'git.observed': 'git',
  'git.missing': 'git',
  'assignment.created': 'record',
  'verification.finished': 'record',
  'person.stop': 'record',
  'person.restart': 'record',
  'person.paused': 'record',
  'person.resumed': 'record',
}
