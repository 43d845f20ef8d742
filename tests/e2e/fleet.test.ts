import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'

test('a launched fleet goes on without its launcher, waits for a dependency, and ends proven and clean', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('base', honestly('base'))}${aScriptedWorker('top', honestly('top'), '    depends_on: [base]\n    accept: ["test -f src/base/work.txt"]\n')}`,
  )
  const checkoutBefore = fleet.git('status', '--porcelain=v2', '--branch')

  const launched = await fleet.launch()

  expect(launched).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished')
  const view = await until(fleet.status, ({ czar }) => czar.state === 'finished')
  expect(view.attention).toEqual([])
  expect(view.tasks.map(({ id, state }) => [id, state])).toEqual([
    ['base', 'verified'],
    ['top', 'verified'],
  ])
  const verified = fleet.events().find(event => event.kind === 'verification.finished' && event.worker === 'base')
  const started = fleet.events().find(event => event.kind === 'agent.started' && event.worker === 'top')
  expect(verified?.seq).toBeLessThan(started?.seq ?? 0)
  expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
  expect(fleet.git('status', '--porcelain=v2', '--branch'), "the user's checkout").toBe(checkoutBefore)
  await nothingRuns()

  // There is nothing to do: it is over at once, and leaves as little behind.
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await nothingRuns()

  function nothingRuns(): Promise<unknown> {
    return until(
      () => livingProcessesWith(fleet.directory),
      processes => processes.length === 0,
    )
  }
})

test('at most as many agents as seats, and the next one starts when a seat is free', async () => {
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

test('fault 32: a claim that never becomes true is sent back, bounded, and then fails with a word to a person', async () => {
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
