import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { until } from '../../../support/until.ts'
import { startFleet } from '../support/fleet.ts'
import { agentPid, isAlive } from '../support/process.ts'

const STUBBORN = fileURLToPath(new URL('../fixtures/ignores-hangup-and-term.js', import.meta.url))

describe('ending a session', () => {
  it('leaves no process, also not of a program that ignores SIGHUP and SIGTERM, and spares the other sessions', async () => {
    const fleet = await startFleet()
    const file = join(fleet.directory, 'pids')
    const stubborn = await fleet.create('1', [process.execPath, STUBBORN, file])
    const neighbour = await fleet.create('10', ['sleep', '60'])
    await until(async () => (await fleet.tmux.capture(stubborn.pane)).includes('ready'))
    const pids = (await readFile(file, 'utf8')).split(' ').map(Number)
    expect(pids).toHaveLength(2)
    const startedAt = performance.now()
    await fleet.tmux.end(stubborn.session, 300)
    expect(performance.now() - startedAt).toBeLessThan(60_000)
    expect(await Promise.all([...pids, stubborn.pid].map(isAlive))).toEqual([false, false, false])
    expect(await isAlive(neighbour.pid)).toBe(true)
    expect((await fleet.tmux.list()).map(session => session.name)).toEqual([neighbour.name])
    expect(fleet.ends(stubborn)).toMatchObject([{ kind: 'session-closed' }])
    expect(fleet.ends(neighbour)).toEqual([])
  })

  it('gives a program time to end by itself', async () => {
    const fleet = await startFleet()
    const saved = join(fleet.directory, 'saved')
    const session = await fleet.create('a', [
      'sh',
      '-c',
      `trap 'sleep 0.2; echo yes >"${saved}"; exit 0' TERM; echo ready; while :; do sleep 0.05; done`,
    ])
    await until(async () => (await fleet.tmux.capture(session.pane)).includes('ready'))
    await fleet.tmux.end(session.session, 5_000)
    expect(await readFile(saved, 'utf8')).toBe('yes\n')
  })

  it('ends background processes that an ended program left', async () => {
    const fleet = await startFleet()
    const file = join(fleet.directory, 'pid')
    const session = await fleet.create('a', ['bash', '-mc', `(trap '' HUP; exec sleep 60) & echo $! >"${file}"`])
    await until(async () => (await fleet.tmux.list())[0]?.dead)
    const pid = Number(await readFile(file, 'utf8'))
    expect(await isAlive(pid)).toBe(true)
    await fleet.tmux.end(session.session, 100)
    expect(await isAlive(pid)).toBe(false)
  })

  it('does nothing if the session is gone already', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '60'])
    const pid = await agentPid(fleet.exitDir('a'))
    await fleet.tmux.end(session.session, 0)
    await fleet.tmux.end(session.session, 0)
    expect(await isAlive(pid)).toBe(false)
    expect(fleet.ends(session)).toMatchObject([{ kind: 'session-closed' }])
  })

  it('never takes other sessions for closed, although hooks of the server report in between', async () => {
    const fleet = await startFleet()
    const stays = await fleet.create('stays', ['sleep', '60'])
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const session = await fleet.create(name, ['sleep', '60'])
      await fleet.tmux.end(session.session, 1_000)
      for (let look = 0; look < 20; look++) expect(await fleet.tmux.list()).toHaveLength(1)
    }
    expect(fleet.ends(stays)).toEqual([])
  })
})
