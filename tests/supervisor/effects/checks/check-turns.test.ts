import { expect, test } from 'vitest'
import { createCheckTurns } from '../../../../src/supervisor/effects/checks/check-turns.ts'

const soon = () => new Promise(resolve => setImmediate(resolve))

test('commands of checks run side by side; one that must run alone waits for the others, and later ones wait for it', async () => {
  const turns = createCheckTurns()
  const began: string[] = []
  const take = (name: string, isAlone: boolean) =>
    turns.take(isAlone).then(leave => {
      began.push(name)
      return leave
    })
  const [one, two] = [await take('one', false), await take('two', false)]
  const [suspect, later, other] = [take('suspect', true), take('later', false), take('other suspect', true)]
  await soon()
  expect(began).toEqual(['one', 'two'])
  one()
  await soon()
  expect(began).toHaveLength(2)
  two()
  ;(await suspect)()
  ;(await later)()
  ;(await other)()
  expect(began).toEqual(['one', 'two', 'suspect', 'later', 'other suspect'])
})
