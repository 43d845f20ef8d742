import { LETTERS_KEPT, type Letter, MOST_LETTER_CHARS, MOST_PASSED_ON, maySayFrom, saidInWindow } from '../../events/letter.ts'
import type { TalkEvent } from '../../events/talk-event.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { updateWorker } from '../update.ts'

export const foldTalk: Handlers<TalkEvent> = {
  'worker.said': (state, { worker, to, text, reportSeq }, at) => {
    const sender = own(state.workers, worker)
    if (sender === undefined) return state
    const heard = updateWorker(state, worker, before => ({ ...signOfLife(before, reportSeq, at) }))
    const hearing = receivers(state, sender, to)
    // If a worker sends too many letters, some are dropped, so that the other workers need not read too much.
    if (hearing.length === 0 || maySayFrom(sender.saidAt, at, MOST_PASSED_ON) > at) return heard
    const counters = { ...heard.counters, letters: heard.counters.letters + 1 }
    const letter: Letter = { number: counters.letters, from: worker, at, text: text.slice(0, MOST_LETTER_CHARS) }
    const received = hearing.map(({ id, letters }) => [
      id,
      { ...state.workers[id], letters: { ...letters, received: [...letters.received, letter].slice(-LETTERS_KEPT) } } as WorkerState,
    ])
    const said = updateWorker(heard, worker, ({ saidAt }) => ({ saidAt: [...saidInWindow(saidAt, at), at] }))
    return { ...said, counters, workers: { ...said.workers, ...Object.fromEntries(received) } }
  },
  'worker.read': (state, { worker, letter, reportSeq }, at) =>
    updateWorker(state, worker, before => ({
      ...signOfLife(before, reportSeq, at),
      // A worker cannot have read letters that do not exist yet.
      letters: { ...before.letters, read: Math.max(before.letters.read, Math.min(letter, state.counters.letters)) },
    })),
}

function receivers(state: State, sender: WorkerState, to: string): readonly WorkerState[] {
  if (to === 'all') return Object.values(state.workers).filter(({ id }) => id !== sender.id)
  const receiver = own(state.workers, to)
  return receiver === undefined || receiver.id === sender.id ? [] : [receiver]
}

function signOfLife(worker: WorkerState, reportSeq: number | null, at: number): Partial<WorkerState> {
  const agent = worker.agent === null ? null : { ...worker.agent, noveltyAt: at }
  return { agent, lastReportAt: at, reportSeq: Math.max(worker.reportSeq, reportSeq ?? 0) }
}
