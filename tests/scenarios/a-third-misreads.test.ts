import { expect, test } from 'vitest'
import { aSprint, rightShare } from './a-sprint.ts'

const mix = { workers: 6, bonus: 2, misreading: 1 / 3, troubled: 0 }
const faults = { fails: 0.05, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
const seeds = Array.from({ length: 8 }, (_, index) => `third-${index}`)
const judged = seeds.map(seed => aSprint({ seed, mix, faults }))
const unjudged = seeds.map(seed => aSprint({ seed, mix, faults, program: 'none' }))

test("with a third of the tasks misunderstood at first, nine of ten end right; without the czar's judgement hardly more than half do", () => {
  expect(rightShare(judged)).toBeGreaterThan(0.9)
  expect(rightShare(unjudged)).toBeLessThan(0.6)
})

test('no task is lost, and the simulator can carry out each action of the czar', () => {
  for (const { tally } of judged) {
    expect(tally.lost).toEqual([])
    expect([...tally.strangeActions]).toEqual([])
  }
})

test('a misunderstood task that neither words, paths nor tests show stays undetected, and counts as wrong', () => {
  const { tally } = aSprint({ seed: 'unseen', mix: { workers: 3, bonus: 0, misreading: 0, troubled: 0, only: 'misreads_unseen' } })
  expect([...tally.accepted.values()]).toContain('hidden')
})
