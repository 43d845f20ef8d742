import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PaneId } from '../../../src/core/model/ids.ts'
import { until } from '../../support/until.ts'
import { startFleet } from './support/fleet.ts'
import { agentPid, isAlive } from './support/process.ts'

describe('the end of a program', () => {
  it('is reported once for each of 20 programs, with its status, although tmux 3.3a loses about every second one', async () => {
    const fleet = await startFleet()
    const statuses = Array.from({ length: 20 }, (_, index) => index * 7)
    const sessions = await Promise.all(statuses.map((status, index) => fleet.create(`w${index}`, ['sh', '-c', `exit ${status}`])))
    await until(() => sessions.every(session => fleet.ends(session).length > 0))
    expect(sessions.map(fleet.ends)).toMatchObject(statuses.map(status => [{ kind: 'program-exited', status }]))
    await until(async () => (await fleet.tmux.list()).every(session => session.dead))
    expect(await readFile(join(fleet.exitDir('w3'), 'exit'), 'utf8')).toBe('21\n')
    const facts = await Promise.all(sessions.map(session => fleet.tmux.facts(session.pane)))
    expect(facts.map(fact => fact.deadStatus)).toEqual(statuses)
    expect(await Promise.all(sessions.map(session => fleet.tmux.isOver(session.pane)))).not.toContain(false)
    expect(sessions.map(session => fleet.ends(session).length)).toEqual(statuses.map(() => 1))
  })

  it('is reported if the program or its wrapper was killed', async () => {
    const fleet = await startFleet()
    const [agent, wrapper] = await Promise.all([fleet.create('agent', ['sleep', '60']), fleet.create('wrapper', ['sleep', '60'])])
    expect([await fleet.tmux.isOver(agent.pane), await fleet.tmux.isOver('%99' as PaneId)]).toEqual([false, true])
    process.kill(await agentPid(fleet.exitDir('agent')), 'SIGKILL')
    process.kill(wrapper.pid, 'SIGKILL')
    await until(() => fleet.ends(agent).length && fleet.ends(wrapper).length)
    expect(fleet.ends(agent)).toMatchObject([{ kind: 'program-exited', status: 137 }])
    expect(fleet.ends(wrapper)).toMatchObject([{ kind: 'pane-died', status: null, signal: 9 }])
  })

  it('is reported with its signal if both were killed at once, which tmux 3.3a often misses', async () => {
    const fleet = await startFleet()
    const sessions = await Promise.all(Array.from({ length: 10 }, (_, index) => fleet.create(`w${index}`, ['sleep', '60'])))
    await Promise.all(sessions.map((_, index) => agentPid(fleet.exitDir(`w${index}`))))
    for (const session of sessions) {
      process.kill(-session.pid, 'SIGKILL')
      await until(() => fleet.ends(session).length)
    }
    expect(sessions.map(fleet.ends)).toMatchObject(sessions.map(() => [{ kind: 'pane-died', status: null, signal: 9 }]))
  })

  it("keeps the program's last output on the screen", async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sh', '-c', 'seq 1 3000; echo LAST'])
    await until(() => fleet.ends(session).length)
    await until(async () => (await fleet.tmux.list())[0]?.dead)
    expect((await fleet.tmux.capture(session.pane)).split('\n').slice(-2)).toEqual(['3000', 'LAST'])
    expect((await fleet.tmux.capture(session.pane, 5_000)).split('\n').slice(0, 2)).toEqual(['1', '2'])
  })

  it("cannot be faked by the program, which does not know the pane's secret word", async () => {
    const fleet = await startFleet()
    const script = `printf '\\033]2;czar:%s:0\\007' 0123456789abcdef0123456789abcdef; env; ls "$1"; sleep 60`
    const session = await fleet.create('a', ['sh', '-c', script, 'sh', fleet.exitDir('a')])
    await until(() => fleet.signals.some(signal => signal.kind === 'title' && signal.title.startsWith('czar:')))
    const screen = await until(
      () => fleet.tmux.capture(session.pane),
      text => text.includes('agent.pid'),
    )
    expect(fleet.ends(session)).toEqual([])
    expect(screen).not.toContain('nonce')
  })

  it('is reported as closed if a person closed the session, and the program is ended', async () => {
    const fleet = await startFleet()
    const first = await fleet.create('1', ['sleep', '60'])
    const tenth = await fleet.create('10', ['sleep', '60'])
    const pid = await agentPid(fleet.exitDir('1'))
    await fleet.person('kill-session', '-t', `=${first.name}`)
    await until(() => fleet.ends(first).length)
    expect(fleet.ends(first)).toMatchObject([{ kind: 'session-closed', name: first.name }])
    await until(async () => !(await isAlive(pid)))
    expect(fleet.ends(tenth)).toEqual([])
    expect((await fleet.tmux.list()).map(session => session.name)).toEqual([tenth.name])
  })

  it('is reported for the pane if a person has split the window and the session stays', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '60'])
    await fleet.person('split-window', '-t', session.pane, 'sleep', '60')
    expect(await fleet.tmux.list()).toMatchObject([{ pane: session.pane, marks: { worker: 'a', incarnation: 1 } }])
    await fleet.person('kill-pane', '-t', session.pane)
    await until(() => fleet.ends(session).length)
    expect(fleet.ends(session)).toMatchObject([{ kind: 'pane-died', status: null, signal: null }])
    expect(await fleet.tmux.list()).toMatchObject([{ name: session.name, marks: null }])
  })

  it('is reported also in the middle of a flood of output that is held back', async () => {
    const fleet = await startFleet()
    await writeFile(join(fleet.directory, 'block'), 'x'.repeat(100).concat('\n').repeat(20_000))
    const session = await fleet.create('a', ['sh', '-c', 'cat block block block; exit 5'])
    await until(() => fleet.ends(session).length)
    expect(fleet.ends(session)).toMatchObject([{ kind: 'program-exited', status: 5 }])
  })
})
