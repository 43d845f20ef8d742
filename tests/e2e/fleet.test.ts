import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'

test('a launched fleet continues without the launching process, starts a dependent worker after its dependency, and ends proven and clean', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('base', honestly('base'), '    accept: ["test -f src/base/work.txt"]\n')}${aScriptedWorker('top', honestly('top'), '    depends_on: [base]\n    accept: ["test -f src/base/work.txt"]\n')}`,
  )
  const checkoutBefore = fleet.git('status', '--porcelain=v2', '--branch')

  const launched = await fleet.launch()

  expect(launched).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
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
  const history = async () => JSON.parse((await fleet.run('history', '--json')).stdout).records
  const [top, base, ...others] = await history()
  expect([top, base]).toMatchObject([
    { project: 'fleet', task: 'top', agent: 'scripted', result: 'proven', claims: 1, right_first: true },
    { project: 'fleet', task: 'base', agent: 'scripted', result: 'proven', repository: fleet.repository },
  ])
  expect(others).toEqual([])

  // The fleet has nothing left to do. So a second launch ends at once, and leaves nothing behind either.
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await nothingRuns()
  expect(await history(), 'the same work is recorded once').toEqual([top, base])

  function nothingRuns(): Promise<unknown> {
    return until(
      () => livingProcessesWith(fleet.directory),
      processes => processes.length === 0,
    )
  }
})
