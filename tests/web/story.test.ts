import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { anEvilFleet, EVIL, MERGE } from './support/evil-fleet.ts'
import { aWebProgram } from './support/web-program.ts'

test('a person answers on the phone, comments on a diff line, sees the answer, and lands the tested tree', async () => {
  const fleet = await aFleet(anEvilFleet())
  await fleet.launch()
  const { link, origin } = await aWebProgram(fleet)
  const browser = await aBrowser()
  const { page: phone } = await aTab(browser, { width: 360, height: 740 })

  // The link lets the phone in, and its token is not left in the address.
  await phone.goto(link)
  await phone.waitForURL(`${origin}/`)
  await phone.getByRole('link', { name: 'fleet' }).click()
  const matter = phone.getByRole('region', { name: 'What needs you' }).getByRole('article').filter({ hasText: 'Which port?' })
  await matter.waitFor()
  await look(phone, 'fleet-asks-360')
  await matter.getByLabel('Answer to asks').fill('8080, please')
  await matter.getByRole('button', { name: 'Answer' }).click()
  await matter.waitFor({ state: 'detached' })
  await fleet.eventually('verification.finished', ({ worker, verdict }) => (worker as string) === 'asks' && verdict === 'verified')

  // The writer's changes get a remark on a line, which is sent with the line.
  const { page: desk } = await aTab(browser, { width: 1280 })
  await desk.goto(`${link}&to=/p/fleet/worker/writer/diff`)
  await desk.getByRole('button', { name: 'A remark on line 2' }).click()
  await desk
    .getByLabel('Remark', { exact: true })
    .fill(
      'Please write 2.\n\n```scripted\n- edit: { file: src/writer/a.txt, text: "one\\n2\\nthree\\n" }\n- commit: "fix: two as a number"\n- done: "it is a number now"\n```',
    )
  await desk.getByRole('button', { name: 'Add' }).click()
  await desk.getByRole('button', { name: 'Side by side' }).click()
  await look(desk, 'diff-remark-1280')
  await desk.getByRole('button', { name: 'Send 1 remark to writer' }).click()
  await desk.getByRole('status').filter({ hasText: 'goes to writer' }).waitFor()
  const told = await fleet.eventually('person.told', ({ worker }) => (worker as string) === 'writer')
  expect(told.text).toContain(`src/writer/a.txt:2\n> +two ${EVIL}\n\nPlease write 2.`)
  // The worker's next commit shows up, and the page says so instead of changing under the reader.
  await desk.getByText('writer has changed something since you opened this.').waitFor()
  await fleet.eventually('verification.finished', ({ worker, verdict }) => (worker as string) === 'docs' && verdict === 'verified')
  await desk.getByRole('button', { name: 'Show the new changes' }).click()
  await desk.locator('td.code', { hasText: '2' }).first().waitFor()

  // All is proven and tested together. The phone lands the tested tree.
  await phone.getByRole('link', { name: 'Train' }).click()
  await until(
    async () => phone.getByRole('listitem').filter({ hasText: 'docs' }).count(),
    count => count > 0,
  )
  await until(
    () => fleet.status().train?.tested.length ?? 0,
    count => count === 4,
  )
  fleet.git('checkout', '-q', '--detach')
  await phone.getByRole('button', { name: 'Land', exact: true }).click()
  await phone.getByRole('button', { name: 'Land 4 tasks' }).click()
  await phone.getByRole('status').filter({ hasText: 'main has 4 tasks' }).waitFor()
  expect(fleet.git('show', 'main:src/writer/a.txt')).toBe('one\n2\nthree')
  expect(fleet.git('show', 'main:src/asks/port.txt')).toBe('8080')
  expect(readFileSync(join(fleet.repository, 'README.md'), 'utf8')).toBe('# A repository\n')
})

test('a page of another origin can neither read nor steer, although the browser has the cookie', async () => {
  const fleet = await aFleet(`${MERGE}workers:\n${aScriptedWorker('api', ['ack: Rest', 'idle: 1'])}`)
  await fleet.launch()
  const { link, origin } = await aWebProgram(fleet)
  const { page, context } = await aTab(await aBrowser(), { width: 1280 })
  await page.goto(`${link}&to=/p/fleet`)
  await page.getByRole('article').first().waitFor()
  const foreign = await context.newPage()
  // The other name of this machine is another origin, as a page of another program would be.
  await foreign.route('http://foreign.localhost/**', route => route.fulfill({ contentType: 'text/html', body: '<title>foreign</title>' }))
  await foreign.goto('http://foreign.localhost/')
  const tried = await foreign.evaluate(async target => {
    const post = (type: string) =>
      fetch(`${target}/api/projects/fleet/commands`, {
        method: 'POST',
        mode: 'no-cors',
        credentials: 'include',
        headers: { 'content-type': type },
        body: JSON.stringify({ verb: 'tell', worker: 'api', text: 'foreign' }),
      }).then(
        answer => answer.type,
        () => 'failed',
      )
    const socket = await new Promise(resolve => {
      const live = new WebSocket(`${target.replace('http', 'ws')}/api/live`)
      live.onopen = () => resolve('open')
      live.onerror = () => resolve('refused')
    })
    const reads = await fetch(`${target}/api/projects/fleet/events`, { credentials: 'include' }).then(
      () => 'read',
      () => 'failed',
    )
    return { posts: [await post('text/plain'), await post('application/json')], socket, reads }
  }, origin)
  expect(tried).toMatchObject({ socket: 'refused', reads: 'failed' })
  await fleet.run('tell', 'api', 'from the person')
  const told = await fleet.eventually('person.told')
  expect(told.text).toBe('from the person')
})
