import { expect, test } from 'vitest'
import { aFleet } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab } from './support/browser.ts'
import { anEvilFleet } from './support/evil-fleet.ts'
import { aWebProgram } from './support/web-program.ts'

test('the keys of the dashboard move, open and go back, and a text field keeps its letters', async () => {
  const fleet = await aFleet(anEvilFleet())
  await fleet.launch()
  await until(() => fleet.status().attention.length > 0)
  const { link } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1280 })
  await page.goto(`${link}&to=/p/fleet`)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/worker/asks')
  await page.keyboard.press('t')
  await page.keyboard.type('njk?')
  expect(await page.getByLabel('Tell asks').inputValue()).toBe('njk?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  await page.waitForURL('**/worker/asks/diff')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.waitForURL('**/p/fleet')
  await page.keyboard.press('/')
  await page.keyboard.type('models')
  await until(
    () => page.locator('.lane article').count(),
    count => count === 1,
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
})

test('a page stays usable after the end of its czar and its own server, and a read-only page has no button that changes anything', async () => {
  const fleet = await aFleet(anEvilFleet())
  await fleet.launch()
  await until(() => fleet.status().attention.length > 0)
  const { link } = await aWebProgram(fleet, '--read-only')
  const { page } = await aTab(await aBrowser(), { width: 1280 })
  await page.goto(`${link}&to=/p/fleet/worker/asks`)
  await page.getByRole('region', { name: 'Terminal of asks' }).waitFor()
  await page.getByText('read-only').waitFor()
  for (const name of ['Answer', 'Tell', 'Restart', 'Nudge', 'Yes'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0)
  fleet.killCzar()
  await page.getByText('The page shows what was known last.').waitFor()
  await fleet.launch()
  await page.getByText('The page shows what was known last.').waitFor({ state: 'detached' })
})
