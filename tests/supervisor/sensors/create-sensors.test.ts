import { expect, test } from 'vitest'
import type { PaneId } from '../../../src/core/model/ids.ts'
import { createSensors } from '../../../src/supervisor/sensors/create-sensors.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aStory, begin, told } from '../../support/worlds/story.ts'
import { happen } from '../../support/worlds/world.ts'

function sensing() {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  const sensors = createSensors(
    { hands, state: () => world.state, observe: (...events) => happen(world, ...events) },
    { readReports: () => {}, onServerLost: () => {} },
  )
  return { world, hands, sensors }
}

test('a sensor that fails stops no other sensor', async () => {
  const { world, hands, sensors } = sensing()
  Object.assign(hands.git, {
    watch: () => {
      throw new Error('no watch')
    },
  })
  sensors.onEvents(world.history)
  expect(hands.logged).toContain('the function onEvents of a sensor failed')
  hands.terminal.screens.set('%one' as PaneId, 'reading parse.ts')
  hands.terminal.say({ kind: 'output', pane: '%one' as PaneId, bytes: 10, at: 0 })
  await hands.clock.pass(20_000)
  expect(told(world, 'agent.novelty')).toHaveLength(1)
})

test('closed sensors leave no timer', async () => {
  const { world, hands, sensors } = sensing()
  await sensors.prepared
  await sensors.begin()
  sensors.onEvents(world.history)
  hands.terminal.say({ kind: 'output', pane: '%one' as PaneId, bytes: 10, at: 0 })
  expect(hands.clock.due().length).toBeGreaterThan(3)
  await sensors.close()
  expect(hands.clock.due()).toEqual([])
})
