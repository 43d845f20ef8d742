import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Mix } from '../../../bench/simulation/plan-sprint.ts'
import type { Plan } from '../../../src/core/model/decision.ts'
import type { Journaled } from '../../../src/core/model/event.ts'
import { createDecide } from '../../../src/core/policy/create-decide.ts'
import { decide } from '../../../src/core/policy/decide.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { aSprint } from '../../scenarios/a-sprint.ts'
import { dice, playAtRandom } from '../../support/random-history.ts'

/** Asks both ways after each event, and at times a little later; tells how often the old answer was given again. */
function compare(history: readonly Journaled[]): number {
  const ask = createDecide()
  let [state, before, reused]: [typeof emptyState, Plan | null, number] = [emptyState, null, 0]
  for (const event of history) {
    state = fold(state, event)
    for (const now of [event.at, event.at + 7_000]) {
      const plain = decide(state, now)
      const asked = ask(state, now)
      expect(asked.decisions, `after ${event.seq} ${event.kind}`).toEqual(plain.decisions)
      expect(asked.wakeAt ?? Infinity, `after ${event.seq} ${event.kind}`).toBeLessThanOrEqual(plain.wakeAt ?? Infinity)
      if (asked === before) reused++
      before = asked
    }
  }
  return reused
}

function journalOf(seed: string, over: Partial<Mix> = {}): readonly Journaled[] {
  const journal: Journaled[] = []
  const faults = { fails: 0.1, slow: 0.1, killsPerHour: 1, serverDeathsPerHour: 0.5 }
  const mix = { workers: 3, bonus: 1, misreading: 0.4, troubled: 0.7, ...over }
  aSprint({ seed, mix, faults, mostHours: 3, onEvent: event => void journal.push(event) })
  return journal
}

test('asked after every event of a sprint full of trouble, it decides what the plain way decides, and wakes no later', () => {
  for (const seed of ['one', 'two']) {
    const journal = journalOf(seed)
    expect(compare(journal), 'old answers are given again').toBeGreaterThan(journal.length / 5)
  }
})

test('output of an agent that was taken for silent is news', () => {
  for (const only of ['tells_no_turns', 'stops_unseen', 'long_build', 'same_error'] as const)
    compare(journalOf('six', { only, workers: 2 }))
})

test('the same over random histories in which anything may happen', () => {
  fc.assert(
    fc.property(dice, rolls => {
      compare(playAtRandom(rolls, () => {}).history)
    }),
    { numRuns: 40 },
  )
})

test('another time before the one it was asked at last is answered anew', () => {
  const ask = createDecide()
  const journal = journalOf('five')
  const state = journal.reduce(fold, emptyState)
  for (const now of [state.at, state.at + 1_000, state.at - 1_000]) expect(ask(state, now)).toEqual(decide(state, now))
})
