import { join } from 'node:path'
import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { acknowledge, claim, commit, honestSteps, write } from '../support/honest-steps.ts'
import type { Answer } from '../support/model-answer.ts'
import { paneOf } from '../support/pane-of.ts'
import { story } from '../support/story.ts'
import { CUT_WITHIN } from '../support/with-additions.ts'

story(
  ['cut'],
  'after a streamed answer that breaks off nothing is done twice or lost, and the work is verified',
  async ({ agent, saw }) => {
    const cut = new Set<number>()
    let done = 0
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'cut'),
      policy: '{ idle_after: 1s }',
      answer: turn => {
        const next = honestSteps(turn)[done]
        if (next === undefined) return null
        // The connection breaks once when the model is about to write its work, and once when it is about to claim.
        if ([1, 3].includes(done) && !cut.has(done) && 'run' in { run: '', ...next }) {
          cut.add(done)
          return { ...next, isCut: true } as Answer
        }
        done++
        return next
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleet.model.cutOff(), 'it broke off within its words').toEqual(Array(2).fill(expect.stringContaining(CUT_WITHIN)))
    expect(fleet.model.cutOff().join('')).not.toMatch(/work\.txt|czar report/)
    expect(fleetStory(fleet, 'report.received').map(({ report }) => report.kind)).toEqual(['ack', 'done'])
    expect(fleetStory(fleet, 'agent.limited', 'attention.raised', 'agent.exited')).toEqual([])
    expect(fleet.git('rev-list', '--count', 'main..feat/cut')).toBe('1')
    const ended = fleetStory(fleet, 'agent.turn').filter(({ turn, text }) => turn === 'idle' && text !== null)
    expect(ended.map(({ text }) => text)).toEqual(
      agent.cut.endsTurn === null ? [] : Array(2).fill(expect.stringContaining(agent.cut.endsTurn)),
    )
    // A program that retries by itself needs no text from the czar.
    if (agent.cut.endsTurn === null) expect(fleetStory(fleet, 'message.submitted').map(({ message }) => message)).toEqual(['m1'])
    for (const event of ended) saw('cut', event)
  },
)

story(
  ['cut'],
  'answers that break off again and again count neither as a limit nor as work: the worker is nudged, and continues when the connection works',
  async ({ agent, saw }) => {
    let isGood = false
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'cut'),
      policy: '{ idle_after: 1s, stuck_after: 20s, restart: { backoff: 100ms..1s } }',
      answer: turn => {
        const next = honestSteps(turn)[turn.step] ?? null
        return next !== null && turn.step === 1 && !isGood && !('say' in next) && !('error' in next) ? { ...next, isCut: true } : next
      },
    })
    await fleet.launch()
    await fleet.eventually('report.received')
    // The program reports that it gave up, or czar finds that the agent makes no progress.
    const told = await until(
      () =>
        fleetStory(fleet, 'agent.turn').find(({ turn, text }) => turn === 'idle' && text !== null) ??
        fleetStory(fleet, 'health.changed').find(({ health }) => health === 'stuck') ??
        null,
      event => event !== null,
      { timeoutMs: agent.patienceMs, what: 'a failed turn or a stuck worker' },
    )
    expect(fleet.model.cutOff().length).toBeGreaterThan(agent.cut.endsTurn === null ? 1 : 0)
    isGood = true
    if (told?.kind === 'agent.turn') saw('cut', told)
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'agent.limited', 'attention.raised')).toEqual([])
    expect(fleetStory(fleet, 'report.received').at(-1)?.report.kind).toBe('done')
  },
)

story(
  ['failure'],
  'a refused request ends the turn, the journal has the error of the provider, and the agent takes the next text',
  async ({ agent, saw }) => {
    const { type, message, status, told } = agent.failure
    let isGood = false
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'refused'),
      policy: '{ idle_after: 1s }',
      answer: turn => (isGood ? (honestSteps(turn)[turn.step] ?? null) : { error: { type, message }, status }),
    })
    await fleet.launch()
    const ended = await fleet.eventually('agent.turn', event => event.turn === 'idle' && event.text !== null)
    isGood = true
    expect(ended).toMatchObject({ strength: 'exact', text: expect.stringContaining(told) })
    saw('failure', ended)
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'agent.limited', 'agent.exited')).toEqual([])
  },
)

story(['stopped'], 'when a person presses Escape, czar sees the end of the turn at once and nudges the worker', async ({ agent, saw }) => {
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'halted'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      if (turn.kind === 'brief') return turn.step === 0 ? acknowledge(turn) : null
      // Gemini CLI 0.61.0 removes the text that failed from its conversation. So czar's question tells the agent again what its task is.
      const again = agent.read(join(fleet.projectDir, 'texts', 'm1.txt'))
      return [again, write(turn), commit(turn), claim(turn), { say: 'Done.' }][turn.step] ?? null
    },
  })
  await fleet.launch()
  await until(
    () => fleet.model.requests().length,
    count => count === 2,
    { timeoutMs: agent.patienceMs, what: 'the second request' },
  )
  await agent.interrupt(paneOf(fleet, 'halted'))
  const stopped = await fleet.eventually('agent.turn', event => event.turn === 'idle')
  expect(stopped).toMatchObject({ strength: 'exact', text: null })
  saw('stopped', stopped)
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.exited', 'agent.limited')).toEqual([])
})

story(
  ['hung'],
  'when the model never answers, the worker counts as stuck, is nudged, and a fresh session does the work',
  async ({ agent }) => {
    let hung = 0
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'hung'),
      policy: `{ stuck_after: ${agent.stuckAfter}, restart: { backoff: 100ms..1s } }`,
      answer: turn => (turn.step === 1 && hung++ === 0 ? null : (honestSteps(turn)[turn.step] ?? null)),
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)

    expect(fleetStory(fleet, 'ladder.climbed').map(({ rung, matter }) => `${rung} ${matter}`)).toEqual([
      'ask silent-turn',
      'fresh silent-turn',
    ])
    expect(fleetStory(fleet, 'health.changed').map(({ health }) => health)).toContain('stuck')
    expect(fleetStory(fleet, 'agent.started').map(({ resumed }) => resumed)).toEqual([null, null])
  },
)
