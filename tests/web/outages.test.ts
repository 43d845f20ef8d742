import { rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { fakeDoor, note } from '../api/fake-door.ts'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { aWorkerView } from '../support/builders/a-view.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aServedPage } from './support/served-page.ts'
import { aWebProgram } from './support/web-program.ts'

/** A tunnel to a port, as ssh makes one. `hang` keeps its connections open, and lets nothing through any more. New ones work. */
async function aTunnel() {
  const pairs: (readonly [Socket, Socket])[] = []
  let to = -1
  const server = createServer(near => {
    const far = connect(to, '127.0.0.1')
    pairs.push([near, far])
    for (const socket of [near, far]) socket.on('error', () => {})
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    server.close()
  })
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : -1}`,
    leadTo: (port: number) => (to = port),
    hang() {
      for (const [near, far] of pairs.splice(0)) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
    },
  }
}

const shows = (page: Page, id: string) =>
  page.getByRole('region', { name: 'Working' }).getByRole('link', { name: id, exact: true }).waitFor()

test('a page whose machine slept is up to date again without a reload, and says how long it was away', async () => {
  const czar = fakeDoor()
  const tunnel = await aTunnel()
  const web = await aServedPage(czar, { address: tunnel.origin })
  tunnel.leadTo(web.port)
  const { page, context } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.clock.install()
  await page.goto(`${tunnel.origin}${web.enter}&to=/p/gateway`)
  await shows(page, 'api')

  // The connection is dead, but neither the browser nor the server knows it.
  tunnel.hang()
  czar.become({ workers: { awake: aWorkerView() } })
  await page.clock.fastForward('10:00')
  await shows(page, 'awake')
  await page.getByText('This page had no connection for 10m. It is up to date again.').waitFor()
  await look(page, 'after-sleep-360')

  // A browser freezes a page that nobody looks at for long.
  const session = await context.newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  czar.become({ workers: { thawed: aWorkerView() } })
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await shows(page, 'thawed')
})

test('a page that misses the moment in which its project was removed and launched again shows no events of the former fleet', async () => {
  const [former, later] = [fakeDoor(), fakeDoor()]
  former.become({ journal: { id: 'former', checksum: 'a' } })
  former.append(note('about the former fleet'))
  later.append(note('about the later fleet'))
  let journal = former
  const czar = { ...former, eventsAfter: (seq: number, limit: number) => journal.eventsAfter(seq, limit) }
  const web = await aServedPage(czar)
  const { page } = await aTab(await aBrowser(), { width: 1280 })
  await page.goto(`${web.origin}${web.enter}&to=/p/gateway/log`)
  await page.getByText('about the former fleet').waitFor()
  journal = later
  former.become({ journal: { id: 'later', checksum: 'b' } })
  await page.getByText('about the later fleet').waitFor()
  expect(await page.getByText('about the former fleet').count()).toBe(0)
})

test('a page whose project vanishes says so, and shows the fleet that is launched later, without events of the former one', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['ack: "The former task"', 'idle'])}`)
  await fleet.launch()
  await until(() => fleet.status().workers['one']?.assignment?.state === 'acknowledged')
  const { link, origin } = await aWebProgram(fleet)
  const { page, context } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet/worker/one`)
  const log = await context.newPage()
  await log.goto(`${origin}/p/fleet/log`)
  await log.getByText('The former task').first().waitFor()
  await page.getByLabel('Facts about one of fleet').getByText('The former task').waitFor()

  await fleet.run('stop')
  await page.getByText('The fleet has stopped.').waitFor()
  await fleet.run('clean', '-p', 'fleet')
  rmSync(fleet.projectDir, { recursive: true, force: true })
  for (const shown of [page, log]) await shown.getByText('There is no project fleet now').waitFor()
  await look(page, 'vanished-360')

  fleet.configure(`workers:\n${aScriptedWorker('one', ['ack: "The later task"', 'idle'])}`)
  await fleet.launch()
  await page.getByLabel('Facts about one of fleet').getByText('The later task').waitFor()
  await log.getByText('The later task').first().waitFor()
  expect(await log.getByText('The former task').count()).toBe(0)
})
