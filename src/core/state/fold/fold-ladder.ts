import type { Event } from '../../events/event.ts'
import type { LadderEvent } from '../../events/ladder-event.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import { hear } from '../hear.ts'
import { KEPT_STEPS } from '../progress/excuse.ts'
import type { Climb, Tried } from '../types/ladder-state.ts'
import type { State } from '../types/state.ts'
import { unread } from '../unread.ts'
import { updateAssignment, updateWorker } from '../update.ts'

type LadderEvents = Extract<Event, { kind: LadderEvent['kind'] }>
type Climbed = Extract<LadderEvent, { kind: 'ladder.climbed' }>

export const foldLadder: Handlers<LadderEvents> = {
  'ladder.climbed': (state, { worker, assignment, incarnation, rung, about, matter, evidence }, at) => {
    if (own(state.workers, worker)?.assignment !== assignment) return state
    const climb: Climb = { rung, about, matter, incarnation, at, finding: evidence?.[0] ?? matter }
    const climbed = updateAssignment(state, assignment, ({ ladder }) => ({
      ladder: {
        ...ladder,
        current: [...ladder.current, climb].slice(-KEPT_STEPS),
        // This step calls a person and does not ask the worker anything.
        askedAt: rung === 'attention' ? ladder.askedAt : at,
        tried: countTried(ladder.tried, { rung, about }),
      },
    }))
    return rung === 'fresh' ? beginAfresh(climbed, { worker, assignment, incarnation, matter }) : climbed
  },
  'handoff.received': (state, { worker, report }, at) => {
    const known = own(state.workers, worker)
    if (known === undefined) return state
    const heard = updateWorker(state, worker, before => hear(before, { report, at, isNews: true }))
    if (report.assignment !== null && report.assignment !== known.assignment) return heard
    const { done, pending, decisions, failing, next } = report.handoff ?? { ...NOTHING, next: report.text }
    return updateAssignment(heard, known.assignment, () => ({
      handoff: { at, incarnation: known.incarnation, done, pending, decisions, failing, next },
    }))
  },
}

function countTried(tried: Tried, { rung, about }: Pick<Climb, 'rung' | 'about'>): Tried {
  if (rung === 'ask' || rung === 'restate') return { ...tried, asked: tried.asked + 1 }
  // An agent that was replaced because its context was full did nothing wrong, so it does not count.
  return rung === 'fresh' && about !== 'context' ? { ...tried, replaced: tried.replaced + 1 } : tried
}

const NOTHING = { done: '', pending: '', decisions: '', failing: '' }

function beginAfresh(
  state: State,
  { worker, assignment, incarnation, matter }: Pick<Climbed, 'worker' | 'assignment' | 'incarnation' | 'matter'>,
): State {
  // The open question was asked by the agent that was replaced.
  const unasked = matter === 'unanswered' ? { question: null } : {}
  const replaced = updateWorker(state, worker, ({ agent }) =>
    agent?.incarnation === incarnation ? { replace: incarnation, fresh: true, words: [], trees: [], ...unasked } : {},
  )
  return updateAssignment(replaced, assignment, unread)
}
