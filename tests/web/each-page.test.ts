import { test } from 'vitest'
import { aFleet } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { anEvilFleet } from './support/evil-fleet.ts'
import { aWebProgram } from './support/web-program.ts'

test('each page fits each window, and has no barrier for a screen reader', async () => {
  const fleet = await aFleet(anEvilFleet())
  await fleet.launch()
  await until(() => fleet.status().attention.length > 0 && fleet.status().workers['models']?.health === 'done')
  const { link, origin } = await aWebProgram(fleet)
  const browser = await aBrowser()
  for (const { width, dark } of [{ width: 360, dark: true }, { width: 1280 }, { width: 2560, dark: true }]) {
    const { page, context } = await aTab(browser, { width, dark: dark === true })
    await page.goto(link)
    await page.waitForURL(`${origin}/`)
    const pages = {
      projects: ['/', page.getByRole('link', { name: 'fleet' })],
      fleet: ['/p/fleet', page.getByRole('article').filter({ hasText: 'models' }).first()],
      worker: ['/p/fleet/worker/asks', page.getByRole('region', { name: 'Terminal of asks' })],
      diff: ['/p/fleet/worker/writer/diff', page.getByRole('heading', { name: 'a.txt' })],
      graph: ['/p/fleet/graph', page.locator('svg.graph text').filter({ hasText: 'docs' })],
      train: ['/p/fleet/train', page.getByRole('listitem').filter({ hasText: 'models' })],
      metrics: ['/p/fleet/metrics', page.getByText('tasks (100 %)')],
      log: ['/p/fleet/log', page.getByText('czar.started')],
    } as const
    for (const [name, [address, sign]] of Object.entries(pages)) {
      await page.goto(`${origin}${address}`)
      await sign.first().waitFor()
      await look(page, `${name}-${width}`)
    }
    // Back leads to the page before, and a reload shows the same page.
    await page.goBack()
    await page.reload()
    await page.getByText('tasks (100 %)').waitFor()
    await context.close()
  }
})
