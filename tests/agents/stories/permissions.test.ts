import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { acknowledge, claim, commit, inBetween, write } from '../support/honest-steps.ts'
import { paneOf } from '../support/pane-of.ts'
import { story } from '../support/story.ts'

story(
  ['permission'],
  'a permission request shows its command; a yes lets it run, a key at the pane does too, and a no ends the turn',
  async ({ agent, saw }) => {
    const { call, asked, drawn } = agent.permission
    const making = (name: string) => `czar run -- sh -c 'echo ${name} > ${join(fleet.directory, name)}'`
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'asker'),
      policy: '{ idle_after: 1s }',
      answer: turn => {
        const trying = [acknowledge(turn), ...['yes', 'person', 'no'].map(name => call(making(name)))]
        const otherwise = [write(turn), commit(turn), claim(turn), { say: 'Done.' }]
        return (turn.kind === 'brief' ? trying : otherwise)[turn.step] ?? null
      },
    })
    const isMade = (name: string) => existsSync(join(fleet.directory, name))
    const asks = (name: string) => fleet.eventually('agent.turn', event => event.text === asked(making(name)))
    await fleet.launch()
    const waiting = await asks('yes')
    expect(waiting).toMatchObject({ turn: 'waiting', waitingFor: 'permission', strength: 'exact' })
    saw('permission', waiting)
    const raised = await fleet.eventually('attention.raised')
    expect(raised).toMatchObject({ key: 'waiting:asker', text: expect.stringContaining(asked(making('yes'))) })
    await until(fleet.status, ({ workers }) => workers['asker']?.reason === 'waits for a permission')
    expect((await fleet.run('status')).code).toBe(3)
    expect((await fleet.run('answer', 'asker', 'blue')).stderr).toContain('the answer is yes or no')
    expect(isMade('yes')).toBe(false)
    expect(await fleet.run('answer', 'asker', 'yes')).toMatchObject({ code: 0, stderr: '' })

    await asks('person')
    expect(isMade('yes')).toBe(true)
    const pane = paneOf(fleet, 'asker')
    await until(() => pane.screen().includes(drawn) && pane.screen().includes('echo person'))
    pane.press('Enter')

    await asks('no')
    expect(isMade('person')).toBe(true)
    expect(await fleet.run('answer', 'asker', 'no')).toMatchObject({ code: 0, stderr: '' })

    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(isMade('no')).toBe(false)
    expect(fleetStory(fleet, 'person.permitted').map(({ isAllowed }) => isAllowed)).toEqual([true, false])
    expect(fleetStory(fleet, 'agent.trouble'), 'what the brief says of failing commands is no error').toEqual([])
    expect(fleet.status().attention).toEqual([])
  },
)

const POLICIES = [
  { what: 'allows a pattern', permissions: '{ allow: ["install *"] }', isAllowed: true },
  { what: 'denies everything else', permissions: '{ otherwise: deny }', isAllowed: false },
  { what: 'allows everything', permissions: '{ otherwise: allow }', isAllowed: true },
]
for (const { what, permissions, isAllowed } of POLICIES) {
  story(['policy'], `with a policy that ${what} the agent asks for no permission`, async ({ agent }) => {
    const results: string[] = []
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'free'),
      policy: `{ permissions: ${permissions} }`,
      answer: turn => {
        results.push(turn.result)
        const making = `install README.md ${join(fleet.directory, 'made')}`
        return inBetween(turn, what === 'allows everything' ? { run: making } : agent.permission.call(making))
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
    expect(existsSync(join(fleet.directory, 'made'))).toBe(isAllowed)
    expect(
      results.some(result => agent.denied.test(result)),
      results.join('\n'),
    ).toBe(!isAllowed)
  })
}

story(
  ['unasked'],
  'the agent follows its brief without a permission request, also with a policy that denies everything else',
  async ({ agent }) => {
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'told').replace('accept: [', 'accept: ["seq 3 | grep -c 1", "node -e 0 2>&1", '),
      policy: '{ permissions: { otherwise: deny } }',
      answer: turn =>
        inBetween(
          turn,
          agent.read(join(fleet.projectDir, 'texts', 'm1.txt')),
          { run: 'node -e 0 2>&1 | tail -n 80' },
          { run: 'seq 3 | grep -c 1' },
          { run: 'czar run -- node -e 0' },
          { run: 'git merge --no-edit main' },
          { run: `git -C ${turn.worktree} status --short` },
          { run: agent.progress },
        ),
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
    expect(fleetStory(fleet, 'report.received').map(({ report }) => report.kind)).toEqual(['ack', 'progress', 'done'])
  },
)
