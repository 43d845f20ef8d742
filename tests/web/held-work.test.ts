import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

test('the page of the train names proven work that is not merged, why, and the command that helps', async () => {
  const one = aScriptedWorker('one', ['ack: "Write src/one"', 'done: "it is there"'])
  const two = aScriptedWorker('two', honestly('two'), '    depends_on: [one]\n    wait_for_dependencies: false\n')
  const busy = aScriptedWorker('busy', ['stall: forever'])
  const fleet = await aFleet(`policy: { verify: { attempts: 1 } }\nworkers:\n${one}${two}${busy}`)
  await fleet.launch()
  await fleet.eventually('verification.finished', ({ worker, verdict }) => (worker as string) === 'two' && verdict === 'verified')
  const { link } = await aWebProgram({ env: fleet.env, directory: fleet.directory })
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet/train`)
  const item = page.getByRole('listitem').filter({ hasText: 'two builds on one, which has failed' })
  await item.waitFor()
  expect(await item.locator('code').textContent()).toBe('czar restart one')
  await look(page, 'held-work-360')
})
