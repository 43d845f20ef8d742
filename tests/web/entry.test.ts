import { expect, test } from 'vitest'
import { note } from '../api/fake-door.ts'
import { aStateDir } from '../cli/support/a-state-dir.ts'
import { aView } from '../support/builders/a-view.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

async function aLeftFleet() {
  const state = await aStateDir()
  await state.project('gateway', { view: aView(), events: [note('x')] })
  return { env: { PATH: process.env['PATH'], ...state.env }, directory: state.root }
}

test('a browser without access, and a wrong or old link, are told on the phone what to do', async () => {
  const place = await aLeftFleet()
  const { origin, link } = await aWebProgram(place)
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740, refused: [401, 403, 404, 429] })
  await page.goto(`${origin}/p/gateway`)
  await page.getByRole('heading', { name: 'This browser is not let in' }).waitFor()
  await page.getByText('Open the link that czar web printed').waitFor()
  await look(page, 'not-let-in-360')
  for (const token of ['', 'wrong', 'tq9DwSYSNtjuouDCt9OrX3aYHBzM1-wv']) {
    await page.goto(`${origin}/enter?token=${token}`)
    await page.getByRole('heading', { name: 'This link is not valid' }).waitFor()
    await page.getByText('start it again: it prints the link').waitFor()
  }
  await look(page, 'wrong-link-360')
  for (let count = 0; count < 8; count++) await page.goto(`${origin}/enter?token=wrong`)
  await page.getByRole('heading', { name: 'Too many wrong links' }).waitFor()
  await page.getByText('Wait a minute').waitFor()
  expect(new URL(link).origin).toBe(origin)
})

test('two pages of czar web on two ports of one machine do not end each other’s access', async () => {
  const place = await aLeftFleet()
  const [steers, looks] = [await aWebProgram(place), await aWebProgram(place, '--read-only')]
  const { page: one, context } = await aTab(await aBrowser(), { width: 1280 })
  const other = await context.newPage()
  await one.goto(`${steers.link}&to=/p/gateway`)
  await one.getByRole('article').first().waitFor()
  await other.goto(`${looks.link}&to=/p/gateway`)
  await other.getByText('read-only').waitFor()
  await one.reload()
  await one.getByRole('article').first().waitFor()
  await other.reload()
  await other.getByText('read-only').waitFor()
  expect(await one.getByText('read-only').count()).toBe(0)
})

test('after --new-token an open page says that it needs the new link, and goes on when it is opened in another tab', async () => {
  const place = await aLeftFleet()
  const first = await aWebProgram(place)
  const { page, context } = await aTab(await aBrowser(), { width: 360, height: 740, refused: [401] })
  await page.goto(`${first.link}&to=/p/gateway`)
  await page.getByRole('article').first().waitFor()
  await first.end()
  await page.getByText('czar web does not answer').waitFor()
  const second = await aWebProgram(place, '--port', new URL(first.link).port, '--new-token')
  await page.getByText('This browser is no longer let in').waitFor()
  await look(page, 'no-longer-let-in-360')
  // The page that is opened anew with the old cookie says it too.
  const old = await context.newPage()
  await old.goto(`${second.origin}/p/gateway`)
  await old.getByRole('heading', { name: 'This browser is not let in' }).waitFor()
  await old.goto(second.link)
  await page.getByRole('article').first().waitFor()
})
