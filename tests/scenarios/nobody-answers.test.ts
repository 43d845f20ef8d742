import { expect, test } from 'vitest'
import type { Sprint } from '../../simulation/run-sprint.ts'
import { aSprint } from './a-sprint.ts'

const seeds = ['one', 'two', 'three', 'four']
const kinds = ['asks', 'asks_permission'] as const

/** For each seed and each kind of question, a run in which people could answer, but nobody does. */
function play(mostHours: number): readonly Sprint[] {
  return seeds.flatMap(seed =>
    kinds.map(only => aSprint({ seed, mix: { workers: 3, bonus: 0, misreading: 0, troubled: 0, only, isAttended: true }, mostHours })),
  )
}

const days = play(24)

test('questions that nobody answers for a day call a person, stay open, and lose no work', () => {
  for (const { state, tally } of days) {
    expect(tally.lost).toEqual([])
    expect(tally.calledFor.length, 'somebody was called').toBeGreaterThan(0)
    const open = Object.values(state.attention).filter(({ settledAt }) => settledAt === null)
    const working = Object.values(state.tasks).filter(task => task.state === 'assigned')
    expect(open.map(({ worker }) => worker).toSorted()).toEqual(working.map(({ worker }) => worker).toSorted())
    expect(open.length, 'questions that nobody answered').toBeGreaterThan(0)
  }
})

test('the czar does no more in four days without an answer than in one', () => {
  expect(play(96).map(({ tally }) => tally.operations)).toEqual(days.map(({ tally }) => tally.operations))
})
