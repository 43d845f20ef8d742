import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

test('of two tabs, both are live, an answer in one shows in the other, and two answers at once reach the agent once', async () => {
  const asks = (id: string) => aScriptedWorker(id, ['ack: "Write it"', `ask: "Which port for ${id}?"`, 'idle'])
  const fleet = await aFleet(`workers:\n${asks('one')}${asks('two')}`)
  await fleet.launch()
  const { link, origin } = await aWebProgram(fleet)
  const { page: left, context } = await aTab(await aBrowser(), { width: 1280, refused: [409] })
  await left.goto(`${link}&to=/p/fleet`)
  const right = await context.newPage()
  await right.goto(`${origin}/p/fleet`)
  const matterIn = (page: typeof left, id: string) =>
    page
      .getByRole('region', { name: 'What needs you' })
      .getByRole('article')
      .filter({ hasText: `Which port for ${id}?` })
  for (const page of [left, right]) for (const id of ['one', 'two']) await matterIn(page, id).waitFor()

  await left.getByLabel('Answer to one').fill('8080')
  await matterIn(left, 'one').getByRole('button', { name: 'Answer' }).click()
  for (const page of [left, right]) await matterIn(page, 'one').waitFor({ state: 'detached' })

  // The first answer waits while the worker is paused, so the question is still there in the other tab.
  await fleet.run('pause', 'two')
  const answerIn = async (page: typeof left, words: string) => {
    await page.getByLabel('Answer to two').fill(words)
    await matterIn(page, 'two').getByRole('button', { name: 'Answer' }).click()
  }
  await answerIn(left, '8081')
  await left.getByText('goes to two when it is resumed').waitFor()
  await answerIn(right, '9091')
  await right.getByText('two gets another answer already, when it is resumed: 8081').waitFor()
  await fleet.run('resume', 'two')
  for (const page of [left, right]) await matterIn(page, 'two').waitFor({ state: 'detached' })
  const told = fleet.events().flatMap(event => (event.kind === 'person.told' ? [event.text] : []))
  expect(told).toEqual(['8080', '8081'])
})

test('a text to a worker is sent once, also if a person presses the button twice', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['ack: "Write it"', 'idle'])}`)
  await fleet.launch()
  await until(() => fleet.status().workers['one']?.assignment?.state === 'acknowledged')
  const { link } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet/worker/one`)
  await page.getByLabel('Tell one').fill('Use tabs.')
  // The first press has no answer yet when the second one comes, as with a slow connection.
  let letGo = () => {}
  const held = new Promise<void>(resolve => (letGo = resolve))
  await page.route('**/commands', async route => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Tell', exact: true }).dblclick()
  letGo()
  await until(
    () => page.getByLabel('Tell one').inputValue(),
    text => text === '',
  )
  expect(fleet.events().filter(({ kind }) => kind === 'person.told')).toHaveLength(1)
})
