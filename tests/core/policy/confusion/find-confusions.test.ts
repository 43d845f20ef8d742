import { expect, test } from 'vitest'
import { findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import { aSprint } from '../../../scenarios/a-sprint.ts'

test('cached confusions equal newly computed ones after every event of a sprint full of misunderstandings', () => {
  const matters = new Set<string>()
  const faults = { fails: 0.1, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
  for (const seed of ['one', 'two', 'three']) {
    aSprint({
      seed,
      mix: { workers: 3, bonus: 1, misreading: 0.9, troubled: 0.3 },
      faults,
      conduct: { duplicatesInOwnPaths: 0, planShowsMisreading: 1 },
      mostHours: 3,
      onEvent(event, state) {
        for (const worker of Object.values(state.workers)) {
          const anew = findConfusions(state, { ...worker, config: { ...worker.config } })
          expect(findConfusions(state, worker), `after ${event.seq} ${event.kind}`).toEqual(anew)
          for (const { matter } of anew) matters.add(matter)
        }
      },
    })
  }
  expect(matters, 'rules about words and about trees').toContain('works-outside')
  expect(matters.size).toBeGreaterThanOrEqual(4)
})
