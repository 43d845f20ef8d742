import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type LiveText, PAGE_EVENTS } from '../../../../src/ui/web/wire.ts'
import { note } from '../../../api/fake-door.ts'
import { aWorkerView } from '../../../support/builders/a-view.ts'
import { until } from '../../../support/until.ts'
import { type LivePage, openLive, openWeb } from './support/open-web.ts'

type Of<Event extends LiveText['event']> = Extract<LiveText, { event: Event }>

function ofKind<Event extends LiveText['event']>({ texts }: LivePage, event: Event): readonly Of<Event>[] {
  return texts.filter((text): text is Of<Event> => text.event === event)
}

test('a page gets the projects, then the state of the one that it shows, and then changes and events', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  await until(() => ofKind(page, 'projects').at(-1)?.data[0]?.alive === true)
  expect(ofKind(page, 'state')).toEqual([])
  page.show({ project: 'gateway' })
  await until(() => ofKind(page, 'state').length === 1)
  web.czar.become({ base: 'next' })
  web.czar.append(note('something happened'))
  await until(() => ofKind(page, 'patch').some(({ data }) => data.base === 'next'))
  await until(() => ofKind(page, 'journal').some(({ data }) => JSON.stringify(data).includes('something happened')))
  expect(ofKind(page, 'state')).toHaveLength(1)
})

test('a page that connects again and names its last event gets no event twice', async () => {
  const web = await openWeb()
  web.czar.append(note('old'))
  const seq = web.czar.append(note('had'))
  const page = await openLive(web)
  page.show({ project: 'gateway', seq })
  await until(() => ofKind(page, 'state').length === 1)
  web.czar.append(note('new'))
  await until(() => ofKind(page, 'journal').length > 0)
  const got = ofKind(page, 'journal').flatMap(({ data }) => data.map(event => event.seq))
  expect(got).toEqual([...new Set(got)])
  expect(Math.min(...got)).toBeGreaterThan(seq)
})

test('a page that missed more events than it keeps gets the newest ones without a gap, and one that names an event that there is not', async () => {
  const web = await openWeb()
  for (let count = 0; count < PAGE_EVENTS + 500; count++) web.czar.append(note(`event ${count}`))
  const seqsOf = (page: LivePage) => ofKind(page, 'journal').flatMap(({ data }) => data.map(({ seq }) => seq))
  const last = PAGE_EVENTS + 500
  const late = await openLive(web)
  late.show({ project: 'gateway', seq: 10 })
  await until(() => seqsOf(late).at(-1) === last)
  expect(seqsOf(late)).toEqual(Array.from({ length: PAGE_EVENTS }, (_, at) => last - PAGE_EVENTS + 1 + at))
  const strange = await openLive(web)
  strange.show({ project: 'gateway', seq: 900_000 })
  await until(() => seqsOf(strange).at(-1) === last)
})

test('the last project that vanishes is reported as unknown, and its whole state is sent when it is back', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  page.show({ project: 'gateway' })
  await until(() => ofKind(page, 'state').length === 1)
  web.projects.splice(0)
  await until(() => ofKind(page, 'unknown').length === 1)
  web.projects.push('gateway')
  await until(() => ofKind(page, 'state').length === 2)
  web.projects.splice(0)
  await until(() => ofKind(page, 'unknown').length === 2)
})

test('a czar that ends is reported, the page keeps its state, and a czar that returns is shown', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  page.show({ project: 'gateway' })
  await until(() => ofKind(page, 'state').length === 1)
  await web.stopCzar()
  await until(() => ofKind(page, 'projects').at(-1)?.data[0]?.alive === false)
  web.czar.become({ base: 'after the restart' })
  await web.startCzar()
  await until(() => ofKind(page, 'projects').at(-1)?.data[0]?.alive === true)
  await until(() => JSON.stringify(page.texts).includes('after the restart'))
})

test('a project without a czar does not disturb another, and a project that appears later is shown', async () => {
  const web = await openWeb()
  web.projects.push('ruins')
  const page = await openLive(web)
  await until(() => ofKind(page, 'projects').at(-1)?.data.length === 2)
  const rows = () => Object.fromEntries((ofKind(page, 'projects').at(-1)?.data ?? []).map(({ project, alive }) => [project, alive]))
  await until(() => rows()['gateway'] === true)
  expect(rows()).toEqual({ gateway: true, ruins: false })
  web.projects.push('later')
  await until(() => Object.keys(rows()).includes('later'))
  web.projects.splice(1, 1)
  await until(() => !Object.keys(rows()).includes('ruins'))
})

test('a project that does not exist is reported as unknown', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  page.show({ project: 'nowhere' })
  await until(() => ofKind(page, 'unknown').length > 0)
  page.show({ project: 'gateway' })
  await until(() => ofKind(page, 'state').length === 1)
})

test('twenty pages share one connection to the czar, and one terminal', async () => {
  const web = await openWeb()
  web.czar.become({ workers: { api: aWorkerView() } })
  const pages = await Promise.all(Array.from({ length: 20 }, () => openLive(web)))
  for (const page of pages) page.show({ project: 'gateway', worker: 'api' })
  await until(() => pages.every(page => ofKind(page, 'state').length === 1))
  expect(web.czar.listeners()).toBe(1)
  await until(() => web.czar.watchers('api') === 1)
  web.czar.draw('api', { worker: 'api', columns: 80, rows: 24, lines: ['$ ls'] })
  await until(() => pages.every(page => ofKind(page, 'screen').some(({ data }) => data?.lines[0] === '$ ls')))
  for (const page of pages) page.socket.close()
  await until(() => web.czar.listeners() === 0)
  await until(() => web.czar.watchers('api') === 0)
})

test('a page that did not read for a while then gets only the newest state', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  page.show({ project: 'gateway' })
  await until(() => ofKind(page, 'state').length === 1)
  page.socket.pause()
  for (let count = 1; count <= 60; count++) {
    web.czar.become({ repo: `${count} ${'x'.repeat(400_000)}` })
    await new Promise(setImmediate)
  }
  const other = await openLive(web)
  other.show({ project: 'gateway' })
  await until(
    () =>
      ofKind(other, 'state').at(-1)?.data.repo.startsWith('60 ') || ofKind(other, 'patch').some(({ data }) => data.repo?.startsWith('60 ')),
  )
  page.socket.resume()
  await until(() => ofKind(page, 'patch').some(({ data }) => data.repo?.startsWith('60 ')))
  expect(ofKind(page, 'patch').length).toBeLessThan(30)
})

test('the terminal of another worker replaces the first one, and one whose session has ended is closed', async () => {
  const web = await openWeb()
  web.czar.become({ workers: { api: aWorkerView(), docs: aWorkerView() } })
  const page = await openLive(web)
  page.show({ project: 'gateway', worker: 'api' })
  await until(() => web.czar.watchers('api') === 1)
  page.show({ project: 'gateway', worker: 'docs' })
  await until(() => web.czar.watchers('api') === 0 && web.czar.watchers('docs') === 1)
  web.czar.draw('docs', null)
  await until(() => ofKind(page, 'screen').some(({ worker, data }) => worker === 'docs' && data === null))
  expect(ofKind(page, 'screen').every(({ worker }) => worker === 'docs')).toBe(true)
})

test('a czar that accepts connections but does not answer is shown as silent, and delays no other czar', async () => {
  const web = await openWeb()
  const frozen = createServer(() => {})
  await new Promise<void>(resolve => frozen.listen(web.socketOf('frozen'), resolve))
  onTestFinished(() => void frozen.close())
  web.projects.push('frozen')
  const page = await openLive(web)
  const rows = () => Object.fromEntries((ofKind(page, 'projects').at(-1)?.data ?? []).map(({ id, alive }) => [id, alive]))
  await until(() => rows()['gateway'] === true)
  await until(() => rows()['frozen'] === false)
  expect(rows()).toEqual({ gateway: true, frozen: false })
})

test('a page gets the machines that cannot be asked', async () => {
  const web = await openWeb()
  web.hosts.push([{ host: 'off', problem: 'off cannot be reached' }])
  const page = await openLive(web)
  await until(() => ofKind(page, 'projects').at(-1)?.hosts[0]?.problem === 'off cannot be reached')
})
