import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

const WAITING = ['ack: "Write the file that the task names"', 'blocked: "Which port?"']

test('the page of a fleet shows which accept commands prove nothing, as czar status does', async () => {
  const proofs = '    accept: ["grep -q repository README.md"]\n'
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', WAITING, proofs)}${aScriptedWorker('two', WAITING)}`)
  await fleet.launch()
  await fleet.eventually('base_gates.checked')
  const { link } = await aWebProgram({ env: fleet.env, directory: fleet.directory })
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet`)
  const section = page.getByRole('region', { name: 'Accept commands, tried on base' })
  const says = 'nothing in the accept of one proves the work: `grep -q repository README.md` passes on base already'
  await section.getByText(says).waitFor()
  expect((await fleet.run('status')).stdout).toContain(says)
  expect(await section.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/^warning czar\.yaml:\d+:\d+: nothing in the accept/),
  ])
  await look(page, 'base-findings-360')

  fleet.configure(
    `workers:\n${aScriptedWorker('one', WAITING, '    accept: ["test -f src/one/work.txt"]\n')}${aScriptedWorker('two', WAITING)}`,
  )
  expect((await fleet.run('reload')).code).toBe(0)
  await section.waitFor({ state: 'detached' })
})
