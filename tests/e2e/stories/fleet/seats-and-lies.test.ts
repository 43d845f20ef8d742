import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

test('no more agents run than there are seats, and the next one starts when a seat is free', async () => {
  const fleet = await aFleet(`concurrency: 1\nworkers:\n${['one', 'two', 'three'].map(id => aScriptedWorker(id, honestly(id))).join('')}`)
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 3)
  let alive = 0
  for (const event of fleet.events()) {
    if (event.kind === 'agent.started') alive++
    if (event.kind === 'agent.ended') alive--
    expect(alive).toBeLessThanOrEqual(1)
  }
})

test('fault 32: a claim that is always wrong is sent back a limited number of times, and then the task fails and a person is told', async () => {
  const liar =
    '  - id: liar\n    accept: ["test -f src/never.txt"]\n    task: |\n      Work.\n\n      ```scripted\n      - edit: { file: src/other.txt, text: x }\n      - commit: "x"\n      - lie\n      ```\n\n      ```scripted rework\n      - lie\n      ```\n'
  const fleet = await aFleet(`policy: { verify: { attempts: 2 } }\nworkers:\n${liar}`)
  await fleet.launch()
  const over = await fleet.eventually('project.finished')
  expect(over).toMatchObject({ verified: 0, failed: 1 })
  expect(
    fleet
      .events()
      .filter(event => event.kind === 'verification.finished')
      .map(event => event.verdict),
  ).toEqual(['rejected', 'rejected'])
  const view = await until(fleet.status, ({ czar }) => czar.state === 'finished')
  expect(view.attention.map(item => item.key)).toEqual(['failed:liar'])
  expect((await fleet.run('status')).code).toBe(3)
})
