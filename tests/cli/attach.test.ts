import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { writeStatus } from '../../src/adapters/status/write-status.ts'
import { createTmux } from '../../src/adapters/tmux/create-tmux.ts'
import { socketsOf } from '../../src/cli/project/runtime-dir.ts'
import type { Event } from '../../src/core/events/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { aTerminal } from '../support/builders/a-terminal.ts'
import { aView, aWorkerView } from '../support/builders/a-view.ts'
import { runSmall, runText } from '../support/programs/starter.ts'
import { until } from '../support/until.ts'
import { aStateDir } from './support/a-state-dir.ts'

const CZAR = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

const workers = { api: aWorkerView({ session: 'gateway-worker-api' }), docs: aWorkerView({ session: 'gateway-worker-docs' }) }

const changed: Event = { kind: 'health.changed', worker: 'api' as WorkerId, health: 'working', reason: 'a turn runs', evidence: [] }

/** A project whose worker `api` runs a program that repeats its input. `attach` is the command to type. */
async function aGateway() {
  const { env, root, project } = await aStateDir()
  const directory = await project('gateway', { view: aView({ workers }), events: [changed] })
  const { tmux: socketPath } = socketsOf(directory, 'gateway', env)
  const fleet = createTmux({
    socketPath,
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
    sessionPrefix: 'gateway-worker-',
    run: runSmall,
  })
  onTestFinished(() => fleet.endServer())
  await fleet.start()
  const api = await fleet.create({
    ...{ name: 'gateway-worker-api', argv: ['sh', '-c', 'echo the agent is here; exec cat -v'], env: { PATH: process.env['PATH'] ?? '' } },
    ...{ cwd: root, exitDir: join(directory, 'exit'), marks: { worker: 'api', incarnation: 1 } },
  })
  const settings = Object.entries(env).map(([name, value]) => `${name}='${value}'`)
  const attach = (words = 'api') => ['env', ...settings, `'${process.execPath}' '${CZAR}' attach`, words].join(' ')
  return { env, directory, socketPath, fleet, api, attach, agentScreen: () => fleet.capture(api.pane) }
}

test('one key brings an attached person back, and the agent got what the person typed', async () => {
  const { attach, agentScreen } = await aGateway()
  const person = await aTerminal()
  await person.run(`env -u TMUX ${attach()}`)
  await person.shows('the agent is here')
  await person.keys('-l', 'typed by a person')
  await until(agentScreen, screen => screen.includes('typed by a person'))
  await person.keys('C-b', 'F12', 'Enter')
  await until(agentScreen, screen => screen.includes('^[[24~'), { what: 'the prefix hands the key through' })
  await person.keys('F12')
  expect(await person.shows('ended with 0')).toContain('[detached')
})

test("a read-only person sees the worker's name and changes nothing; a missing session is reported with the worker's state", async () => {
  const { attach, agentScreen } = await aGateway()
  const person = await aTerminal()
  await person.run(`env -u TMUX ${attach('api --read-only')}`)
  const seen = await person.shows('the agent is here')
  expect(seen).toMatch(/F12 back {2}gateway-worker-api · read-only /)
  await person.keys('-l', 'typed by a person')
  await person.keys('C-b', 'x')
  // The message stays for three seconds. If the test looks too late, it presses the key again.
  await until(
    async () => {
      const screen = await person.screen()
      if (!screen.includes('Client is read-only')) await person.keys('C-b', 'x')
      return screen
    },
    screen => screen.includes('Client is read-only'),
    { everyMs: 500 },
  )
  await person.keys('y', 'F12')
  await person.shows('ended with 0')
  expect(await agentScreen()).not.toContain('typed')
  await person.close()
  await person.run(`env -u TMUX ${attach('docs')}`)
  await person.shows('ended with 3')
  expect(await person.screen('-J')).toContain('docs has no terminal now: it is working (a turn runs)')
})

test("inside a person's own tmux a popup shows the worker, and one key closes it", async () => {
  const { attach, agentScreen } = await aGateway()
  const [window, own] = [await aTerminal({ columns: 90, rows: 30 }), await aTerminal()]
  await own.run(`read -r go; ${attach()}`)
  await window.run(`env -u TMUX tmux -u -S '${own.socketPath}' attach-session -t =person`)
  await until(() => own.tmux('list-clients'), Boolean)
  await own.keys('Enter')
  expect(await window.shows('the agent is here')).toContain('┌──')
  await window.keys('-l', 'from the popup')
  await until(agentScreen, screen => screen.includes('from the popup'))
  expect(await own.screen()).not.toContain('the agent is here')
  await window.keys('F12')
  await window.shows('ended with 0')
})

test('if the shell only inherits TMUX, or tmux can show no popup, the worker is shown in the same terminal', async () => {
  const { attach } = await aGateway()
  const stale = await aTerminal()
  await stale.run(`env TMUX=/nonexistent/tmux,1,0 TMUX_PANE=%0 ${attach()}`)
  await stale.shows('the agent is here')
  await stale.keys('F12')
  await stale.shows('ended with 0')

  const [window, own] = [await aTerminal(), await aTerminal()]
  // This is a tmux older than 3.2.
  const directory = own.socketPath.replace(/tmux$/, 'bin')
  await mkdir(directory)
  const old =
    '#!/bin/sh\ncase $1 in display-popup) echo "unknown command: display-popup" >&2; exit 1;; esac\nPATH=${PATH#*:} exec tmux "$@"\n'
  await writeFile(join(directory, 'tmux'), old, { mode: 0o755 })
  await own.run(`read -r go; PATH='${directory}':$PATH ${attach()}`)
  await window.run(`env -u TMUX tmux -u -S '${own.socketPath}' attach-session -t =person`)
  await until(() => own.tmux('list-clients'), Boolean)
  await own.keys('Enter')
  expect(await window.shows('the agent is here')).not.toContain('┌──')
  await window.keys('F12')
  await window.shows('ended with 0')
  expect(await own.screen('-J')).toContain(
    'your tmux shows no popup (unknown command: display-popup): attaching in this pane; F12 brings you back',
  )
})

test('several people can attach to one worker at once, and czar why counts them', async () => {
  const { attach, env, agentScreen } = await aGateway()
  const [writer, reader] = [await aTerminal(), await aTerminal()]
  await Promise.all([writer.run(`env -u TMUX ${attach()}`), reader.run(`env -u TMUX ${attach('api -r')}`)])
  await Promise.all([writer.shows('the agent is here'), reader.shows('the agent is here')])
  const why = async () => (await execa(process.execPath, [CZAR, 'why', 'api'], { env })).stdout.split('\n')
  expect((await why())[1]).toBe('2 people are attached to its terminal, 1 of them read-only')
  await reader.keys('-l', 'from the reader')
  await writer.keys('-l', 'from the writer')
  await reader.shows('from the writer')
  expect(await agentScreen()).not.toContain('from the reader')
  await writer.keys('F12')
  await writer.shows('ended with 0')
  expect((await why())[1]).toBe('one person is attached to its terminal, read-only')
})

test('an attached person reads why the session ended, and a dead tmux server is an error', async () => {
  const { attach, directory, fleet, api, socketPath } = await aGateway()
  const person = await aTerminal()
  await person.run(`env -u TMUX ${attach()}`)
  await person.shows('the agent is here')
  const verified = aWorkerView({ session: 'gateway-worker-api', health: 'done', reason: 'its work is verified' })
  await fleet.end(api.session, 500)
  writeStatus(directory, aView({ workers: { ...workers, api: verified }, updated_at: new Date(Date.now() + 60_000).toISOString() }))
  await person.shows('ended with 0')
  expect(await person.screen('-J')).toContain('api: its session has ended: done, its work is verified')
  await person.close()

  await fleet.create({
    ...{ name: 'gateway-worker-api', argv: ['sh', '-c', 'echo another is here; exec cat'], env: { PATH: process.env['PATH'] ?? '' } },
    ...{ cwd: directory, exitDir: join(directory, 'exit'), marks: { worker: 'api', incarnation: 2 } },
  })
  await person.run(`env -u TMUX ${attach()}`)
  await person.shows('another is here')
  const pid = Number(await runText('tmux', ['-S', socketPath, 'display-message', '-p', '#{pid}']))
  process.kill(pid, 'SIGKILL')
  await person.shows('ended with 1')
  expect(await person.screen('-J')).toContain("the tmux server of gateway ended while api's terminal was open")
})

test('without a terminal czar attach says that it needs one, to a person and to an agent', async () => {
  const { env } = await aGateway()
  const run = (more: Record<string, string>) =>
    execa(process.execPath, [CZAR, 'attach', 'api'], { env: { ...env, ...more }, reject: false })
  expect(await run({})).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('needs a terminal') })
  expect(await run({ CZAR_WORKER: 'docs' })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("docs's own pane") })
})
