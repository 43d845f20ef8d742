import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { agentPid } from '../support/agent-pid.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { paneOf } from '../support/pane-of.ts'
import { story } from '../support/story.ts'

const SOON = '{ restart: { backoff: 100ms..1s } }'

story(
  ['resume'],
  'after kill -9 of the program its session is resumed with the brief again, its work is verified, and each answer is counted once',
  async ({ agent }) => {
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'mortal'),
      policy: SOON,
      answer: turn => {
        const step = turn.message === 'm1' && turn.step === 2 ? null : (honestSteps(turn)[turn.step] ?? null)
        return step === null ? null : { ...step, usage: { input: 100, output: 10 } }
      },
    })
    await fleet.launch()
    const { agentSession } = await fleet.eventually('agent.session')
    await until(
      () => fleet.model.requests().length,
      count => count === 3,
      { timeoutMs: agent.patienceMs, what: 'the third request' },
    )
    process.kill(agentPid(fleet, 'mortal', 1), 'SIGKILL')

    expect(await fleet.eventually('agent.exited')).toMatchObject({ how: 'exited', status: null, signal: 'SIGKILL' })
    expect(await fleet.eventually('agent.started', event => event.incarnation === 2)).toMatchObject({ resumed: agentSession })
    await fleet.eventually('message.submitted', event => event.incarnation > 1)
    expect(fleetStory(fleet, 'agent.exited', 'agent.ended').slice(1), 'the resumed one lives').toEqual([])
    expect(readFileSync(`/proc/${agentPid(fleet, 'mortal', 2)}/cmdline`, 'utf8')).toContain(`${agent.resumeFlag}\0${agentSession}`)
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(
      fleet.model
        .requests()
        .at(-1)
        ?.map(text => /^\[czar \S+/.exec(text)?.[0]),
    ).toEqual(['[czar m1', '[czar m2'])
    expect(new Set(fleetStory(fleet, 'agent.session').map(event => event.agentSession))).toEqual(new Set([agentSession]))

    // One request got no answer, and the last answer may be lost because the program is killed.
    const answers = fleet.model.requests().length - 1
    const counted = fleetStory(fleet, 'agent.usage').at(-1)?.tokens
    const all = { input: 100 * answers, output: 10 * answers, cacheRead: 0, cacheWrite: 0 }
    const butOne = { ...all, input: all.input - 100, output: all.output - 10 }
    expect(agent.usage.losesLast ? [all, butOne] : [all]).toContainEqual(counted)
  },
)

story(
  ['early'],
  'after kill -9 before the first text there is no session to resume, and the program starts a new one',
  async ({ agent }) => {
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'early'),
      policy: SOON,
      answer: turn => honestSteps(turn)[turn.step] ?? null,
    })
    await fleet.launch()
    await fleet.eventually('agent.ready')
    process.kill(agentPid(fleet, 'early', 1), 'SIGKILL')

    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'agent.exited').map(({ signal }) => signal)).toEqual(['SIGKILL'])
  },
)

const SENDERS = [
  { who: 'the next czar presses Enter', key: null },
  { who: 'a person presses Enter meanwhile', key: 'Enter' },
]
for (const { who, key } of SENDERS) {
  story(['once'], `the czar is killed between paste and Enter, and ${who}: there is one prompt and one receipt`, async ({ agent }) => {
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'once'),
      profile: '    enter_delay: 5s\n',
      answer: turn => honestSteps(turn)[turn.step] ?? null,
    })
    await fleet.launch()
    await fleet.eventually('message.pasted')
    fleet.killCzar()
    if (key !== null) paneOf(fleet, 'once').press(key)
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'message.pasted')).toHaveLength(1)
    expect(fleetStory(fleet, 'message.submitted')).toHaveLength(1)
    expect(fleet.model.requests().at(-1)).toHaveLength(1)
    expect(new Set(fleet.model.requests().map(([first]) => first)).size).toBe(1)
  })
}
