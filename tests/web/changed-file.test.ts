import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

const STALLED = aScriptedWorker('one', ['stall: forever'])

test('the page of the fleet says that the project file was changed, and the phone loads it', async () => {
  const fleet = await aFleet(`workers:\n${STALLED}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const { link } = await aWebProgram({ env: fleet.env, directory: fleet.directory })
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet`)
  fleet.configure(`workers:\n${STALLED}${aScriptedWorker('two', honestly('two'))}`)
  const banner = page.locator('[data-edit]')
  await banner.getByText('the project file changed: 1 new').waitFor()
  await banner.getByRole('button', { name: 'Load it' }).click()
  await banner.waitFor({ state: 'detached' })
  await until(fleet.status, ({ tasks }) => tasks.find(({ id }) => id === 'two')?.state === 'verified', { timeoutMs: 60_000 })
  await page.locator('[data-lane="Proven"]').getByText('two', { exact: true }).waitFor()
  expect(fleet.events().findLast(({ kind }) => kind === 'project.loaded')).toMatchObject({ by: { who: 'person' } })

  fleet.configure(`workers:\n${STALLED}${aScriptedWorker('two', honestly('two'), '    bogus: 1\n')}`)
  await banner.getByText('unknown key "bogus"').waitFor()
  expect(await banner.getByRole('button').count()).toBe(0)
})
