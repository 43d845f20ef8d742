import { expect, test } from 'vitest'
import type { Sprint } from '../../simulation/run-sprint.ts'
import { aSprint } from './a-sprint.ts'

const seeds = ['one', 'two', 'three', 'four']
const nights: readonly Sprint[] = seeds.flatMap(seed =>
  (['asks', 'asks_permission'] as const).map(only =>
    aSprint({ seed, mix: { workers: 3, bonus: 0, misreading: 0, troubled: 0, only, isAttended: true }, mostHours: 24 }),
  ),
)

test('questions that nobody answers through a night and a day are reported to people, and no work is lost', () => {
  for (const { state, tally } of nights) {
    expect(tally.lost).toEqual([])
    expect(tally.calledFor.length, 'somebody was called').toBeGreaterThan(0)
    const unsettled = Object.values(state.tasks).filter(task => task.state === 'assigned' || task.state === 'waiting')
    const open = Object.values(state.attention).filter(item => item.settledAt === null)
    if (unsettled.length > 0) expect(open.length, 'what is left is put to a person').toBeGreaterThan(0)
  }
})

test("the number of the czar's actions stays bounded, however long nobody answers", () => {
  for (const { tally } of nights) expect(tally.operations).toBeLessThan(150)
})
