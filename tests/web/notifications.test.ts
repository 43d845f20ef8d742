import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

/** Records the notifications, and lets the test say whether the page is visible. A browser without windows treats every page as visible. */
const WATCH = `
  window.notified = []
  window.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options)
      window.notified.push({ title, ...options })
    }
  }
  window.isSeen = true
  Object.defineProperty(document, 'hidden', { get: () => !window.isSeen })
`

test('a question leads to a notification while the page is open but not visible, without the words of the task', async () => {
  const asks = (id: string) =>
    aScriptedWorker(id, ['ack: "Write it"', 'wait_for: go-on', `ask: "Shall ${id} use the secret plan?"`, 'idle'])
  const fleet = await aFleet(`workers:\n${['one', 'two', 'three', 'four'].map(asks).join('')}`)
  await fleet.launch()
  await until(() => Object.values(fleet.status().workers).every(({ assignment }) => assignment?.state === 'acknowledged'))
  const { link, origin } = await aWebProgram(fleet)
  const { page, context } = await aTab(await aBrowser(), { width: 1280 })
  await context.grantPermissions(['notifications'], { origin })
  await page.addInitScript(WATCH)
  await page.goto(`${link}&to=/p/fleet`)
  await page.waitForURL(`${origin}/p/fleet`)
  const notified = () => page.evaluate('window.notified')
  const look = (isSeen: boolean) => page.evaluate(`window.isSeen = ${isSeen}`)
  const letAsk = async (id: string) => {
    writeFileSync(join(fleet.status().workers[id]?.worktree ?? '', 'go-on'), '')
    await shows(page, id)
  }

  // Nobody has asked for notifications yet.
  await look(false)
  await letAsk('one')
  expect(await notified()).toEqual([])

  // A person who looks at the page sees the question there.
  await page.getByRole('button', { name: 'notify me' }).click()
  await page.getByRole('button', { name: 'notifies you', pressed: true }).waitFor()
  await look(true)
  await letAsk('two')
  expect(await notified()).toEqual([])

  await look(false)
  await letAsk('three')
  expect(await notified()).toEqual([{ title: 'czar', body: 'fleet: something needs you', tag: 'czar' }])

  // The choice survives a reload. What needed a person before the reload is not notified again.
  await page.reload()
  await shows(page, 'three')
  await look(false)
  expect(await notified()).toEqual([])
  await page.getByRole('button', { name: 'notifies you' }).click()
  await letAsk('four')
  expect(await notified()).toEqual([])
})

test('a matter is notified once, also if czar web or the czar starts again while nobody looks', async () => {
  const asks = (id: string) =>
    aScriptedWorker(id, ['ack: "Write it"', 'wait_for: go-on', `ask: "Shall ${id} use the secret plan?"`, 'idle'])
  const fleet = await aFleet(`workers:\n${asks('one')}${asks('two')}`)
  await fleet.launch()
  await until(() => Object.values(fleet.status().workers).every(({ assignment }) => assignment?.state === 'acknowledged'))
  const letAsk = (id: string) => writeFileSync(join(fleet.status().workers[id]?.worktree ?? '', 'go-on'), '')
  const first = await aWebProgram(fleet)
  const { page, context } = await aTab(await aBrowser(), { width: 1280 })
  await context.grantPermissions(['notifications'], { origin: first.origin })
  await page.addInitScript(WATCH)
  await page.goto(`${first.link}&to=/p/fleet`)
  await page.getByRole('button', { name: 'notify me' }).click()
  await page.evaluate('window.isSeen = false')
  letAsk('one')
  await shows(page, 'one')
  const count = () => page.evaluate('window.notified.length')
  expect(await count()).toBe(1)

  await first.end()
  await page.getByText('czar web does not answer').waitFor()
  await aWebProgram(fleet, '--port', new URL(first.link).port)
  await page.getByText('czar web does not answer').waitFor({ state: 'detached' })
  await page.getByText('supervising').waitFor()
  expect(await count()).toBe(1)

  // A person who opens the page again gets the next matter, and not the one that is on the page.
  await page.reload()
  await page.evaluate('window.isSeen = false')
  await shows(page, 'one')
  letAsk('two')
  await shows(page, 'two')
  expect(await count()).toBe(1)
})

async function shows(page: Page, id: string): Promise<void> {
  await page.getByRole('region', { name: 'What needs you' }).getByText(`Shall ${id} use the secret plan?`).waitFor()
}
