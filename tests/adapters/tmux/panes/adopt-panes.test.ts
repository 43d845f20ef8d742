import { describe, expect, it } from 'vitest'
import { until } from '../../../support/until.ts'
import { type Fleet, startFleet } from '../support/fleet.ts'
import { agentPid, isAlive } from '../support/process.ts'

const settled = (fleet: Fleet, name: string) =>
  until(async () => (await fleet.person('list-panes', '-t', `=${name}:`, '-F', '#{pane_dead}')) === '1')

describe('a czar that starts again', () => {
  it('finds the same server, panes and marks, and follows them', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '60'], { marks: { worker: 'a', incarnation: 7 } })
    await fleet.tmux.close()
    const { tmux, signals } = fleet.successor()
    expect(await tmux.start()).toBe(session.server)
    expect(await tmux.list()).toEqual([{ ...session, marks: { worker: 'a', incarnation: 7 } }])
    process.kill(await agentPid(fleet.exitDir('a')), 'SIGTERM')
    await until(() => signals.some(signal => signal.kind === 'program-exited'))
    expect(signals.filter(signal => signal.kind !== 'output' && signal.kind !== 'title')).toMatchObject([
      { kind: 'program-exited', pane: session.pane, status: 143 },
    ])
    await tmux.endServer()
  })

  it('learns which programs ended meanwhile, with their status, and no longer finds a session that a person closed', async () => {
    const fleet = await startFleet()
    const [exits, killed, closed] = await Promise.all(['exits', 'killed', 'closed'].map(name => fleet.create(name, ['sleep', '60'])))
    if (exits === undefined || killed === undefined || closed === undefined) throw new Error('three sessions were asked for')
    const pids = await Promise.all(['exits', 'killed', 'closed'].map(name => agentPid(fleet.exitDir(name))))
    await fleet.tmux.close()
    process.kill(pids[0] ?? 0, 'SIGTERM')
    process.kill(killed.pid, 'SIGKILL')
    await fleet.person('kill-session', '-t', `=${closed.name}`)
    await until(async () => !(await isAlive(pids[2] ?? 0)), Boolean, {
      what: 'the hook ends the program of a closed session without a czar',
    })
    await Promise.all([settled(fleet, exits.name), settled(fleet, killed.name)])
    const { tmux, signals } = fleet.successor()
    await tmux.start()
    expect(await tmux.list()).toEqual([
      { ...exits, dead: true },
      { ...killed, dead: true },
    ])
    await until(() => signals.filter(signal => signal.kind !== 'title').length === 2)
    expect(signals.find(signal => signal.kind === 'program-exited')).toMatchObject({ pane: exits.pane, status: 143 })
    expect(signals.find(signal => signal.kind === 'pane-died')).toMatchObject({ pane: killed.pane, status: null, signal: 9 })
    expect(await tmux.facts(exits.pane)).toMatchObject({ dead: true, deadStatus: 143, bracketedPaste: null })
    await tmux.endServer()
  })

  it('does not adopt a session that only has the name of its own', async () => {
    const fleet = await startFleet()
    await fleet.person('new-session', '-d', '-s', 'test-worker-a', '--', 'sleep', '60')
    await fleet.person('new-session', '-d', '-s', 'somebody', '--', 'sleep', '60')
    await fleet.tmux.close()
    const { tmux } = fleet.successor()
    await tmux.start()
    expect(await tmux.list()).toMatchObject([{ name: 'test-worker-a', marks: null }])
    await tmux.endServer()
  })
})
