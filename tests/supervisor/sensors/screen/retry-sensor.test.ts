import { expect, test } from 'vitest'
import { createRetrySensor } from '../../../../src/supervisor/sensors/screen/retry-sensor.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aSession } from '../../../support/fakes/terminal.ts'
import { agentOf, aStory, begin, turn, workerOf } from '../../../support/worlds/story.ts'
import { happen } from '../../../support/worlds/world.ts'

const WORDS = '429 Slow down.'

function watching() {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  const hands = someHands(world)
  hands.terminal.sessions = [aSession()]
  const told: (string | null)[] = []
  const sensor = createRetrySensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      for (const event of events) if (event.kind === 'agent.retrying') told.push(event.text)
      happen(world, ...events)
    },
  })
  /** The screen shows this for the given number of looks. */
  async function show(retrying: string | null, looks: number): Promise<void> {
    hands.agents.reading = { ...hands.agents.reading, retrying }
    for (let look = 0; look < looks; look++) {
      sensor.onOutput(workerOf(world, 'one'), agentOf(world, 'one'))
      await hands.clock.pass(15_000)
    }
  }
  return { world, hands, sensor, told, show }
}

test('a request that is retried for a minute is reported once, and so is its end', async () => {
  const { told, show } = watching()
  await show(WORDS, 4)
  expect(told).toEqual([])
  await show(WORDS, 10)
  expect(told).toEqual([WORDS])
  await show(null, 4)
  expect(told).toEqual([WORDS, null])
})

test('a screen between two retries does not end the report, and a request that succeeds soon is never reported', async () => {
  const { told, show } = watching()
  for (let tries = 0; tries < 2; tries++) {
    await show(WORDS, 1)
    await show(null, 1)
  }
  expect(told, 'not for a minute').toEqual([])
  await show(null, 4)
  await show(WORDS, 2)
  expect(told, 'the one before was over').toEqual([])
  await show(WORDS, 3)
  expect(told).toEqual([WORDS])
})

test('a retry ends with the turn, and the next agent begins anew', async () => {
  const { world, told, show } = watching()
  await show(WORDS, 5)
  expect(agentOf(world, 'one').retrying).toBe(WORDS)
  turn(world, 'one', 'idle')
  expect(agentOf(world, 'one').retrying).toBeNull()
  await show(WORDS, 5)
  expect(told, 'no turn runs').toEqual([WORDS])
  turn(world, 'one', 'busy')
  await show(WORDS, 4)
  expect(told).toEqual([WORDS])
})
