import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import type { LiveText } from '../../../src/ui/web/wire.ts'
import { note } from '../../api/fake-door.ts'
import { until } from '../../support/until.ts'
import { recordedIo } from '../support/run-in-process.ts'
import { aLiveProject, twoMachines } from './a-host.ts'

test('the page lists the projects of a host, opens their fleets and sends commands to them; ssh ends with czar web', async () => {
  const { here, there, ssh, build } = await twoMachines()
  await aLiveProject(here, 'gateway', '2026-11-20T22:25:00.000Z')
  const shop = await aLiveProject(there, 'shop', '2026-11-20T22:21:00.000Z')
  ssh.setHosts({ build, off: { fails: 'ssh: connect to host off port 22: Connection refused' } })
  const { io, stdout, interrupt } = recordedIo({ env: here.env })
  const over = runCommandLine(['web', '--port', '0', '--host', 'build', '--host', 'off'], io)
  onTestFinished(async () => {
    interrupt()
    await over
  })
  const link = await until(() => /http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+/.exec(stdout())?.[0] ?? '')
  const { origin } = new URL(link)
  const cookie = (await fetch(link)).headers.getSetCookie()[0]?.split(';')[0] ?? ''

  const texts: LiveText[] = []
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/live`, { headers: { cookie, origin } })
  onTestFinished(() => socket.terminate())
  socket.on('message', data => texts.push(JSON.parse(String(data))))
  await new Promise(resolve => socket.once('open', resolve))
  socket.send(JSON.stringify({ project: 'build:shop', worker: null, seq: null }))
  const listed = () => texts.findLast(text => text.event === 'projects')
  await until(() => listed()?.data.find(({ id }) => id === 'build:shop')?.alive === true)
  expect(listed()?.data).toMatchObject([
    { id: 'gateway', host: null, alive: true },
    { id: 'build:shop', project: 'shop', host: 'build', alive: true, needs: ['shop asks'] },
  ])
  await until(
    () =>
      listed()
        ?.hosts.find(({ host }) => host === 'off')
        ?.problem?.includes('Connection refused') === true,
  )
  await until(() => texts.some(text => text.event === 'state' && text.project === 'build:shop' && text.data.project === 'shop'))
  expect(texts.filter(({ event }) => event === 'unknown')).toEqual([])
  const state = texts.find(text => text.event === 'state')
  expect(state?.data.attention[0]?.hint).toBe(`ssh -t build 'czar answer -p shop api "…"'`)
  shop.append(note('something happened there'))
  await until(() => JSON.stringify(texts).includes('something happened there'))

  socket.send(JSON.stringify({ project: 'build:none', worker: null, seq: null }))
  await until(() => texts.some(text => text.event === 'unknown' && text.project === 'build:none'))

  const api = `${origin}/api/projects/build%3Ashop`
  const events = await (await fetch(`${api}/events`, { headers: { cookie } })).json()
  expect(JSON.stringify(events)).toContain('something happened there')
  expect((await fetch(`${api}/metrics`, { headers: { cookie } })).status).toBe(200)
  const headers = { cookie, origin, 'x-czar-page': '1', 'content-type': 'application/json' }
  const told = await fetch(`${api}/commands`, { method: 'POST', headers, body: JSON.stringify({ verb: 'nudge', worker: 'api' }) })
  expect(await told.json()).toMatchObject({ ok: true })
  expect(shop.performed).toMatchObject([{ verb: 'nudge', worker: 'api' }])
  const diff = await fetch(`${api}/workers/api/diff`, { headers: { cookie } })
  expect(await diff.json()).toMatchObject({ ok: false, message: expect.stringContaining('the worktree of api is gone') })
  const brief = await fetch(`${api}/workers/api/brief`, { headers: { cookie } })
  expect(await brief.json()).toMatchObject({ message: 'the texts of tasks stay on build' })

  expect(ssh.alive().length).toBeGreaterThan(0)
  interrupt()
  await over
  expect(ssh.alive()).toEqual([])
})
