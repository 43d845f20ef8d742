import type { Event } from '../../events/event.ts'
import { readEvidence } from '../../model/evidence.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import { updateWorker } from '../update.ts'

type AttentionEvents = Extract<Event, { kind: `attention.${string}` | 'health.changed' }>

export const foldAttention: Handlers<AttentionEvents> = {
  'attention.raised': (state, event, at) => {
    const known = own(state.attention, event.key)
    // If the same item is open already, nothing changes. A new text or hint replaces the old one.
    if (known !== undefined && known.settledAt === null && known.text === event.text && known.hint === event.hint) return state
    const { key, worker, text, hint } = event
    const isSameMatter = known !== undefined && known.settledAt === null && withoutNumbers(known.text) === withoutNumbers(text)
    const raised = isSameMatter ? known.raised : { seq: event.seq, at }
    const item = { key, worker, text, hint, at, raised, told: isSameMatter ? known.told : [], settledAt: null }
    return { ...state, attention: { ...state.attention, [key]: item } }
  },
  'attention.settled': (state, event, at) => {
    const known = own(state.attention, event.key)
    if (known === undefined || known.settledAt !== null) return state
    return { ...state, attention: { ...state.attention, [event.key]: { ...known, settledAt: at } } }
  },
  'health.changed': (state, event, at) =>
    updateWorker(state, event.worker, worker => ({
      health: {
        health: event.health,
        matter: event.matter ?? null,
        since: worker.health.health === event.health ? worker.health.since : at,
        reason: event.reason,
        problem: event.problem ?? null,
        evidence: event.evidence.map(readEvidence),
        advice: event.advice ?? [],
      },
    })),
}

/** Replaces all numbers in a text, so that a person is not called again if only a number in the text grows. */
function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '0')
}
