import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { runOnHost } from '../../../src/adapters/ssh/run-on-host.ts'
import { createHostLink } from '../../../src/cli/hosts/host-link.ts'
import { openRemoteClient } from '../../../src/cli/hosts/remote-client.ts'
import { runtimeDir } from '../../../src/cli/project/runtime-dir.ts'
import { hostOf } from '../../../src/core/views/host.ts'
import type { StatusView } from '../../../src/core/views/status.ts'
import { startChild } from '../../support/start-child.ts'
import { until } from '../../support/until.ts'
import { recordedIo } from '../support/run-in-process.ts'
import { aLiveProject, type TwoMachines, twoMachines } from './a-host.ts'

const SINCE = '2026-11-20T22:21:00.000Z'

async function aLink({ here }: Pick<TwoMachines, 'here'>) {
  const link = createHostLink(hostOf('build'), recordedIo({ env: here.env }).io)
  onTestFinished(() => link.close())
  return link
}

test('a project of another machine is watched and steered through ssh, and no project gets the state of another', async () => {
  const machines = await twoMachines()
  const shop = await aLiveProject(machines.there, 'shop', SINCE)
  await aLiveProject(machines.there, 'tools', SINCE)
  const link = await aLink(machines)
  const rows = await link.list()
  const clients = rows.map(row => openRemoteClient(link, row))
  const views = await Promise.all(clients.map(client => client.state()))
  expect(views.map(({ project }) => project)).toEqual(['shop', 'tools'])
  const seen: StatusView[] = []
  const stream = await clients[0]?.watch(view => seen.push(view))
  shop.become({ base: 'next' })
  await until(() => seen.at(-1)?.base === 'next')
  stream?.close()
  await clients[0]?.perform({ verb: 'nudge', worker: 'api' as never })
  expect(shop.performed).toMatchObject([{ verb: 'nudge', worker: 'api' }])
})

test('ssh that has ended is started again at the next call', async () => {
  const machines = await twoMachines()
  await aLiveProject(machines.there, 'shop', SINCE)
  const link = await aLink(machines)
  const [row] = await link.list()
  if (row === undefined) throw new Error('no row')
  const client = openRemoteClient(link, row)
  await client.state()
  const first = machines.ssh.alive()
  expect(first).toHaveLength(1)
  for (const pid of first) process.kill(pid, 'SIGTERM')
  await until(() => machines.ssh.alive().length === 0)
  await until(() => client.state())
  expect(machines.ssh.alive()).toHaveLength(1)
})

test('a socket is used only when ssh listens on it, not as soon as its file is there', async () => {
  const machines = await twoMachines()
  await aLiveProject(machines.there, 'shop', SINCE)
  machines.ssh.setHosts({ build: { ...machines.build, listensLate: true } })
  const link = await aLink(machines)
  const [row] = await link.list()
  if (row === undefined) throw new Error('no row')
  expect(await openRemoteClient(link, row).state()).toMatchObject({ project: 'shop' })
})

test('a czar that is gone on the other machine is reported with the command that launches one there', async () => {
  const machines = await twoMachines()
  const shop = await aLiveProject(machines.there, 'shop', SINCE)
  const link = await aLink(machines)
  const [row] = await link.list()
  if (row === undefined) throw new Error('no row')
  await shop.close()
  await expect(openRemoteClient(link, row).state()).rejects.toMatchObject({
    message: 'no czar answers for build:shop',
    hint: "ssh -t build 'czar launch FILE'",
  })
})

test('ssh ends when the link is closed, and its socket is removed', async () => {
  const machines = await twoMachines()
  await aLiveProject(machines.there, 'shop', SINCE)
  const link = createHostLink(hostOf('build'), recordedIo({ env: machines.here.env }).io)
  const [row] = await link.list()
  const path = await link.forward(row?.socket ?? '')
  expect(existsSync(path)).toBe(true)
  await link.close()
  expect(machines.ssh.alive()).toEqual([])
  expect(readdirSync(runtimeDir(machines.here.env))).toEqual([])
})

test('ssh ends when the program that uses it is killed with kill -9, and its socket is removed', async () => {
  const machines = await twoMachines()
  await aLiveProject(machines.there, 'shop', SINCE)
  const child = startChild(new URL('children/forward.ts', import.meta.url), JSON.stringify(machines.here.env))
  await until(() => child.lines.some(line => line === 'shop'))
  expect(machines.ssh.alive()).toHaveLength(1)
  // Ctrl-C in the program's terminal also reaches the shell that ends ssh.
  for (const pid of machines.ssh.alive()) process.kill(parentOf(pid), 'SIGINT')
  await child.kill()
  await until(() => machines.ssh.alive().length === 0)
  await until(() => readdirSync(runtimeDir(machines.here.env)).length === 0)
})

function parentOf(pid: number): number {
  const parent = Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  if (!(parent > 1)) throw new Error(`process ${pid} has no parent`)
  return parent
}

test('a socket whose path ssh would read as something else is refused', async () => {
  const machines = await twoMachines()
  const link = await aLink(machines)
  for (const path of ['/run/a:b.api', '/run/a b.api', 'relative.api', `/${'x'.repeat(120)}`, '/run/$HOME.api']) {
    await expect(link.forward(path)).rejects.toMatchObject({ message: `ssh cannot forward the socket ${path}` })
  }
  expect(machines.ssh.calls()).toEqual([])
})

test('a host that never answers is reported as unreachable after a time limit', async () => {
  const machines = await twoMachines()
  machines.ssh.setHosts({ build: { hangs: true } })
  const order = { place: 'build', name: 'build', program: 'czar', words: ['projects'], env: machines.here.env, withinMs: 300 }
  await expect(runOnHost(order)).rejects.toMatchObject({ message: 'build did not answer within 0.3 s', reason: 'timeout' })
  await until(() => machines.ssh.alive().length === 0)
})
