import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'

test('fault 85: a czar that is killed at any moment of its start never takes its own journal for shortened', async () => {
  const workers = ['one', 'two', 'three'].map(id => aScriptedWorker(id, honestly(id))).join('')
  const fleet = await aFleet(`workers:\n${workers}`)
  for (let round = 0; round < 10; round++) {
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
    await setTimeout(round * 40)
    if (fleet.supervisorPid() > 0) fleet.killCzar()
    await until(() => fleet.supervisorPid() === -1)
  }
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 3)
  expect(fleet.events().filter(event => event.kind === 'journal.cut')).toEqual([])
})
