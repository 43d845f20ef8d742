import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StatusView } from '../../../src/core/views/status.ts'
import { aView, aWorkerView } from '../../support/builders/a-view.ts'
import { passingTime } from '../../support/passing-time.ts'
import { until } from '../../support/until.ts'
import { fakeDoor, note } from '../fake-door.ts'
import { openApi, rawStream, SOON } from '../open-api.ts'
import { someViews } from '../some-views.ts'

const two = { api: aWorkerView(), models: aWorkerView() }

test('the whole view comes first, then only changes', async () => {
  const { door, socketPath } = await openApi()
  door.become({ workers: two })
  const { text } = rawStream(socketPath, '/v1/watch')
  await until(() => text().includes('event: state'))
  door.become({ workers: { ...two, models: aWorkerView({ ahead: 2 }) } })
  await until(() => text().includes('event: patch'))
  const patch = JSON.parse(text().split('event: patch\ndata: ')[1]?.split('\n')[0] ?? '')
  expect(patch).toEqual({ seq: 2, workers: { models: aWorkerView({ ahead: 2 }) } })
})

test('whatever happens in between, a client ends up with the present view', async () => {
  const { door, client } = await openApi({ gapMs: 0 })
  let seen: StatusView | null = null
  await client.watch(view => {
    seen = view
  })
  await fc.assert(
    fc.asyncProperty(someViews, fc.array(fc.boolean()), async (views, isWaited) => {
      for (const [index, view] of views.entries()) {
        door.become(view)
        if (isWaited[index]) await new Promise(setImmediate)
      }
      await until(() => seen?.seq === door.view().seq)
      expect(seen).toEqual(door.view())
    }),
    { numRuns: 30 },
  )
})

test('unchanged workers stay identical objects', async () => {
  const { door, client } = await openApi()
  door.become({ workers: two })
  const views: StatusView[] = []
  await client.watch(view => views.push(view))
  await until(() => views.length === 1)
  door.become({ workers: { ...two, api: aWorkerView({ ahead: 1 }) } })
  await until(() => views.length === 2)
  expect(views[1]?.workers['models']).toBe(views[0]?.workers['models'])
  expect(views[1]?.workers['api']).toEqual(aWorkerView({ ahead: 1 }))
})

test('changes within the minimum gap become one patch, and delay no other client', async () => {
  const { door, client, socketPath } = await openApi({ gapMs: 500 })
  const { text } = rawStream(socketPath, '/v1/watch')
  await until(() => text().includes('event: state'))
  for (let count = 1; count <= 50; count++) {
    door.become({ base: `base-${count}` })
    await new Promise(setImmediate)
  }
  const others: StatusView[] = []
  await client.watch(view => others.push(view))
  await until(() => others[0]?.base === 'base-50')
  await until(() => text().includes('base-50'))
  expect(text().split('event: patch')).toHaveLength(2)
  expect(text()).not.toContain('base-49')
})

test('a client that asks for few updates gets one patch for many changes, and another client gets each of them', async () => {
  const { door, client, socketPath } = await openApi({ gapMs: 0, calmGapMs: 2_000 })
  const calm = rawStream(socketPath, '/v1/watch?calm')
  await until(() => calm.text().includes('event: state'))
  const bases: (string | null)[] = []
  await client.watch(({ base }) => void bases.push(base))
  await until(() => bases.length === 1)
  for (let count = 1; count <= 5; count++) {
    door.become({ base: `base-${count}` })
    await until(() => bases.at(-1) === `base-${count}`)
  }
  await until(() => calm.text().includes('base-5'))
  expect(calm.text().split('event: patch')).toHaveLength(2)
  expect(bases.slice(1)).toEqual(['base-1', 'base-2', 'base-3', 'base-4', 'base-5'])
  const views: StatusView[] = []
  await client.watch(view => views.push(view), { isCalm: true, rings: true })
  await until(() => views[0]?.base === 'base-5')
})

test('a client that does not read skips what it missed, and gets one patch to the present view', async () => {
  const { door, socketPath } = await openApi({ slowAfterMs: 60_000 })
  const slow = rawStream(socketPath, '/v1/watch')
  await until(() => slow.text().includes('event: state'))
  slow.socket.pause()
  const other = rawStream(socketPath, '/v1/watch')
  for (let count = 1; count <= 9; count++) {
    door.become({ repo: `${count}-`.padEnd(1_000_000, 'x') })
    await until(() => other.text().includes(`"repo":"${count}-`))
  }
  slow.socket.resume()
  await until(() => slow.text().includes('"repo":"9-'))
  // The client gets what the operating system had already stored for it, and then the present state.
  expect(slow.text().split('event: patch').length - 1).toBeLessThan(5)
})

test('a client that reads nothing is dropped, and other clients are served meanwhile', async () => {
  const pass = passingTime()
  const { door, client, socketPath } = await openApi(SOON)
  const slow = rawStream(socketPath, '/v1/watch')
  await until(() => slow.text().includes('event: state'))
  slow.socket.pause()
  let seen = ''
  const other = await client.watch(({ repo }) => {
    seen = repo
  })
  for (let count = 1; count <= 5; count++) {
    const repo = `${count}`.repeat(1_000_000)
    door.become({ repo })
    await until(() => seen === repo)
  }
  other.close()
  pass(SOON.slowAfterMs)
  await until(() => door.listeners() === 0)
})

test('the view is computed once for all clients, and not at all without clients', async () => {
  const { door, client } = await openApi()
  const seen = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const views: StatusView[] = []
      const stream = await client.watch(view => views.push(view))
      return { views, stream }
    }),
  )
  await until(() => seen.every(({ views }) => views.length === 1))
  expect(door.listeners()).toBe(1)
  const before = door.looks()
  door.append(note('x'))
  await until(() => seen.every(({ views }) => views.at(-1)?.seq === 1))
  expect(door.looks() - before).toBe(1)
  for (const { stream } of seen) stream.close()
  await until(() => door.listeners() === 0)
  door.append(note('y'))
  expect(door.looks() - before).toBe(1)
})

test('a client that reconnects gets the whole view again, and knows its earlier position', async () => {
  const { door, client } = await openApi()
  const views: StatusView[] = []
  const first = await client.watch(view => views.push(view))
  await until(() => views.length === 1)
  door.become({ base: 'next' })
  await until(() => views.length === 2)
  first.close()
  expect(await first.ended).toBe(1)
  door.become({ base: 'while away' })
  await client.watch(view => views.push(view))
  await until(() => views.length === 3)
  expect(views[2]).toEqual(door.view())
})

test('a quiet stream sends a heartbeat, and then changes that have no event', async () => {
  let beats = 0
  const door = { ...fakeDoor(), view: () => aView({ czar: { ...aView().czar, heartbeat_at: `beat ${beats}` } }) }
  const { socketPath } = await openApi({ beatMs: 20 }, door)
  const { text } = rawStream(socketPath, '/v1/watch')
  await until(() => text().includes('beat 0'))
  beats = 1
  await until(() => text().includes('beat 1'))
  expect(text()).toContain(': beat\n\n')
})

test('a czar that stops ends its view streams at once, also within the gap, with the last view', async () => {
  const { client, server, door } = await openApi({ gapMs: 60_000 })
  const views: StatusView[] = []
  const stream = await client.watch(view => views.push(view))
  await until(() => views.length === 1)
  door.become({ czar: { ...aView().czar, state: 'finished' } })
  await server.close()
  expect(await stream.ended).toBe(1)
  expect(views.at(-1)?.czar.state).toBe('finished')
  // In Node 22, the server learns later than the client that a connection has ended.
  await until(() => door.listeners() === 0)
})

test('a czar of another version is told apart from one that hangs', async () => {
  const door = { ...fakeDoor(), view: () => ({ ...aView(), version: 9 }) as never }
  const { client } = await openApi({}, door)
  const stream = await client.watch(() => {})
  await expect(stream.ended).rejects.toMatchObject({
    code: 'precondition',
    message: expect.stringContaining('that this version of czar does not understand'),
  })
})
