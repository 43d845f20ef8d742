import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { SessionSnapshot } from '../../../src/core/ports/terminal-port.ts'
import { longEnough } from '../../support/long-enough.ts'
import { until } from '../../support/until.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { agentPid, isAlive } from './support/process.ts'

const STUBBORN = fileURLToPath(new URL('fixtures/ignores-hangup-and-term.js', import.meta.url))
const pidOf = (server: string) => Number(server.split(':')[0])

/** A fleet with the shortest timeout for tmux in which this machine can start a session. */
async function impatientFleet(): Promise<{ fleet: Fleet; session: SessionSnapshot }> {
  return longEnough(
    async timeoutMs => {
      const fleet = await startFleet({ timeoutMs })
      return { fleet, session: await fleet.create('a', ['sleep', '60']) }
    },
    () => true,
    400,
  )
}

/**
 * A person closes the session to which czar's own tmux client is attached, so the client attaches to another one. tmux 3.3a itself
 * sometimes dies of that.
 */
async function closeHub(): Promise<{ fleet: Fleet; session: SessionSnapshot }> {
  const fleet = await startFleet()
  const session = await fleet.create('a', ['cat'])
  await fleet.person('kill-session', '-t', '=_hub')
  await until(async () => fleet.signals.some(({ kind }) => kind === 'server-lost') || (await fleet.tmux.list()).length === 1)
  return { fleet, session }
}

/**
 * Kills a server while a client does not read. If enough output is queued for that client, the client does not notice
 * and the server stays.
 */
async function keepServer(floodMs: number) {
  const fleet = await startFleet()
  const session = await fleet.create('a', ['yes'])
  const words = ['-u', '-S', fleet.socketPath, '-f', '/dev/null', '-N', '-C', 'attach-session', '-t', '=_hub']
  const unread = spawn('tmux', words, { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(unread, 'exit')
  await until(async () => (await fleet.person('list-clients', '-F', '#{client_pid}')).split('\n').includes(`${unread.pid}`))
  await pause(floodMs)
  await fleet.person('kill-server').catch(() => {})
  await until(() => fleet.signals.some(signal => signal.kind === 'server-lost'))
  return { fleet, session, ended }
}

describe('the tmux server', () => {
  it.each(['kill-server', 'SIGKILL'])('lost by %s is reported once, with no other event, and start() starts another one', async how => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '60'])
    const pid = await agentPid(fleet.exitDir('a'))
    if (how === 'SIGKILL') process.kill(pidOf(session.server), 'SIGKILL')
    else await fleet.person('kill-server')
    await until(() => fleet.signals.some(signal => signal.kind === 'server-lost'))
    await expect(fleet.tmux.list()).rejects.toMatchObject({ reason: 'server-gone' })
    expect(await fleet.tmux.start()).not.toBe(session.server)
    const next = await fleet.create('a', ['sh', '-c', 'exit 4'])
    await until(() => fleet.ends(next).length)
    const told = fleet.signals.filter(signal => signal.kind !== 'output' && signal.kind !== 'title')
    expect(told).toMatchObject([
      { kind: 'server-lost', server: session.server },
      { kind: 'program-exited', status: 4 },
    ])
    await until(async () => !(await isAlive(pid)))
  })

  it('lost with a program that ignores SIGHUP and SIGTERM takes this program and its children with it', async () => {
    const fleet = await startFleet()
    const file = join(fleet.directory, 'pids')
    const session = await fleet.create('a', [process.execPath, STUBBORN, file])
    await until(async () => (await fleet.tmux.capture(session.pane)).includes('ready'))
    const pids = (await readFile(file, 'utf8')).split(' ').map(Number)
    process.kill(pidOf(session.server), 'SIGKILL')
    await until(async () => (await Promise.all(pids.map(isAlive))).every(alive => !alive))
  })

  it('that hangs causes a timeout, and does not count as dead', async () => {
    const { fleet, session } = await impatientFleet()
    process.kill(pidOf(session.server), 'SIGSTOP')
    try {
      await expect(fleet.tmux.capture(session.pane)).rejects.toMatchObject({ reason: 'timeout' })
    } finally {
      process.kill(pidOf(session.server), 'SIGCONT')
    }
    await until(
      () => fleet.tmux.capture(session.pane),
      text => text === '',
    )
    expect(fleet.signals.filter(signal => signal.kind === 'server-lost')).toEqual([])
  })

  it('that hangs can be ended, with every program', async () => {
    const { fleet, session } = await impatientFleet()
    const pids = [await agentPid(fleet.exitDir('a')), session.pid, pidOf(session.server)]
    process.kill(pidOf(session.server), 'SIGSTOP')
    await fleet.tmux.endServer()
    expect(await Promise.all(pids.map(isAlive))).toEqual([false, false, false])
    await expect(stat(fleet.socketPath)).rejects.toThrow('ENOENT')
  })

  it('continues when a control client is killed, and no event is missed', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '60'])
    const clients = (await fleet.person('list-clients', '-F', '#{client_pid}')).split('\n').map(Number)
    expect(clients).toHaveLength(3)
    process.kill(clients[0] ?? 0, 'SIGKILL')
    await until(
      async () => (await fleet.person('list-clients', '-F', '#{client_pid}')).split('\n').map(Number),
      now => now.length === 3 && !now.some(pid => clients.includes(pid)),
    )
    process.kill(await agentPid(fleet.exitDir('a')), 'SIGKILL')
    await until(() => fleet.ends(session).length)
    expect(fleet.ends(session)).toMatchObject([{ kind: 'program-exited', status: 137 }])
    expect(fleet.signals.filter(signal => signal.kind === 'server-lost')).toEqual([])
  })

  it("fault 107: that cannot exit because of a killed czar's client is ended by the next czar", async () => {
    const { fleet, session, ended } = await longEnough(keepServer, kept => isAlive(pidOf(kept.session.server)))
    expect(await isAlive(pidOf(session.server))).toBe(true)
    expect(await fleet.successor().tmux.start()).not.toBe(session.server)
    await ended
    expect(await isAlive(pidOf(session.server))).toBe(false)
  })

  it('gets its hub session again after a person closed it', async () => {
    const { fleet, session } = await longEnough(closeHub, ({ fleet }) => !fleet.signals.some(({ kind }) => kind === 'server-lost'))
    // A paste may come before czar's new client listens to the terminals, so the test pastes again.
    await until(
      async () => {
        const pasted = await fleet.tmux.paste(session.pane, 'hello\n')
        return pasted.outcome === 'pasted' && fleet.signals.some(signal => signal.kind === 'output' && signal.pane === session.pane)
      },
      Boolean,
      { everyMs: 100 },
    )
    process.kill(await agentPid(fleet.exitDir('a')), 'SIGTERM')
    await until(() => fleet.ends(session).length)
    expect(fleet.ends(session)).toMatchObject([{ kind: 'program-exited', status: 143 }])
  })
})
