import { expect, test } from 'vitest'
import { killCzar } from '../../simulation/agents/mishaps.ts'
import { aSprint, outcomes, plain } from './a-sprint.ts'

const seed = 'killed'
/** Two tasks conflict. So one of them is sent back to its worker, which merges the work of the other. */
const conduct = { ...plain, conflicts: 1, additiveShare: 0, resolvesWrongly: 0, mergesWhenTold: 1, heedsForecast: 0 }
const untouched = aSprint({ seed, conduct })

test('without a kill, the sprint of the following tests ends with every task proven', () => {
  expect(new Set(Object.values(outcomes(untouched)))).toEqual(new Set(['verified']))
  expect([...untouched.tally.strangeActions]).toEqual([])
  expect(Object.keys(untouched.state.train?.returns ?? {})).not.toEqual([])
  expect(untouched.landed).toMatchObject({ tasks: 3, isBroken: false })
})

for (const deeds of ['done', 'undone'] as const) {
  test(`a czar that is killed after any intent, with its action ${deeds}, comes to the same result, and sends no text twice`, () => {
    for (let number = 1; number <= untouched.tally.operations; number++) {
      let isKilled = false
      const sprint = aSprint({
        seed,
        conduct,
        onOperation(operation, world) {
          if (isKilled || operation.number !== number) return
          isKilled = true
          world.calendar.enter(world.now, () => killCzar(world, deeds))
        },
      })
      expect(isKilled, `operation ${number} came`).toBe(true)
      expect(outcomes(sprint), `killed at operation ${number}`).toEqual(outcomes(untouched))
      expect(sprint.landed, `killed at operation ${number}`).toEqual(untouched.landed)
      expect(sprint.tally.lost, `killed at operation ${number}`).toEqual([])
      expect([...sprint.tally.accepted.values()], `killed at operation ${number}`).not.toContain('wrong')
    }
  })
}
