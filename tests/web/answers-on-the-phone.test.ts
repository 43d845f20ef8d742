import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

const EVIL_COMMAND = 'Bash(rm -rf build && echo <img src=x onerror=alert(1)>)'

test('a person gives one permission and refuses another on the phone, and each agent gets its answer', async () => {
  const asksFor = (id: string) => aScriptedWorker(id, [`ack: "Write src/${id}/work.txt"`, `permission: "${EVIL_COMMAND}"`, 'idle'])
  const fleet = await aFleet(`workers:\n${asksFor('gets')}${asksFor('lacks')}`)
  await fleet.launch()
  const { link } = await aWebProgram(fleet)
  const { page: phone } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await phone.goto(`${link}&to=/p/fleet`)
  const needs = phone.getByRole('region', { name: 'What needs you' })
  const matterOf = (id: string) => needs.getByRole('article').filter({ has: phone.getByRole('link', { name: id, exact: true }) })
  await matterOf('gets').getByText('rm -rf build').waitFor()
  await matterOf('lacks').waitFor()
  await look(phone, 'fleet-permissions-360')
  // A person answers a permission by yes or no. There is no field for words, and the buttons are large enough for a thumb.
  expect(await matterOf('gets').getByRole('textbox').count()).toBe(0)
  const { height = 0 } = (await matterOf('gets').getByRole('button', { name: 'Yes' }).boundingBox()) ?? {}
  expect(height).toBeGreaterThanOrEqual(44)

  await matterOf('gets').getByRole('button', { name: 'Yes' }).click()
  await matterOf('gets').waitFor({ state: 'detached' })
  const given = await fleet.eventually('person.permitted', ({ worker }) => (worker as string) === 'gets')
  expect(given.isAllowed).toBe(true)
  await matterOf('lacks').getByRole('button', { name: 'No' }).click()
  await matterOf('lacks').waitFor({ state: 'detached' })
  const refused = await fleet.eventually('person.permitted', ({ worker }) => (worker as string) === 'lacks')
  expect(refused.isAllowed).toBe(false)
  for (const [id, words] of [
    ['gets', 'permission given'],
    ['lacks', 'permission refused'],
  ] as const) {
    await phone.goto(new URL(`/p/fleet/worker/${id}`, link).href)
    await phone
      .getByRole('region', { name: `Terminal of ${id}` })
      .getByText(words)
      .waitFor()
  }
})
