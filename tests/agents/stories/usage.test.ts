import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { acknowledge, honestSteps } from '../support/honest-steps.ts'
import { paneOf } from '../support/pane-of.ts'
import { story } from '../support/story.ts'

story(
  ['usage'],
  'the usage of each answer is counted once, with cached tokens and price, and the fullness of the context is known',
  async ({ agent }) => {
    const { input, cacheRead, cacheWrite, inputHoldsCached, price, window, losesLast } = agent.usage
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'spender'),
      env: agent.priced,
      answer: turn => {
        const step = honestSteps(turn)[turn.step]
        // Some transcripts hold the text and the tool call of one answer in two lines, and each line repeats the usage
        // of the whole answer.
        const usage = { input: input + (inputHoldsCached ? cacheRead : 0), output: 10 * (turn.step + 1), cacheRead, cacheWrite }
        return step === undefined ? null : { ...step, words: 'Next.', usage }
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)

    const told = fleetStory(fleet, 'agent.usage').at(-1)
    const answers = (told?.tokens.input ?? 0) / input
    // If the program is ended as soon as its claim is proven, its last answer may be missing from the usage.
    expect(losesLast ? [4, 5] : [5]).toContain(answers)
    const tokens = {
      input: input * answers,
      output: 5 * answers * (answers + 1),
      cacheRead: cacheRead * answers,
      cacheWrite: cacheWrite * answers,
    }
    expect(told?.tokens).toEqual(tokens)
    const microdollars =
      tokens.input * price.input + tokens.output * price.output + tokens.cacheRead * price.cacheRead + tokens.cacheWrite * price.cacheWrite
    const last = input + cacheRead + cacheWrite + 10 * answers
    expect(told?.contextTokens).toBe(last)
    const { workers } = JSON.parse((await fleet.run('status', '--json')).stdout) as ReturnType<typeof fleet.status>
    expect(workers['spender']?.usage).toEqual({
      usd: expect.closeTo(microdollars / 1e6, 6),
      tokens: Object.values(tokens).reduce((sum, each) => sum + each),
      context: expect.closeTo(last / window, 6),
      turns: expect.any(Number),
      is_partial: false,
    })
  },
)

story(['context'], 'at a full context czar asks for a handoff, and a fresh session continues with it', async ({ agent }) => {
  const { usage, told, policy } = agent.full
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'full'),
    env: agent.priced,
    ...(policy === undefined ? {} : { policy }),
    answer: turn => {
      const handoff = { run: `czar handoff --task ${turn.assignment} --done "read everything" --next "write the work.txt"` }
      if (turn.kind === 'handoff') return [handoff, { say: 'Handed off.' }][turn.step] ?? null
      if (turn.message !== 'm1') return honestSteps(turn)[turn.step] ?? null
      return [acknowledge(turn), { say: 'A lot.', usage }][turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'ladder.climbed').map(({ rung, evidence }) => [rung, ...evidence])).toEqual([
    ['handoff', `its context is ${told} full`],
    ['fresh', expect.stringContaining('its handoff is written')],
  ])
  expect(fleetStory(fleet, 'agent.started').map(({ resumed }) => resumed)).toEqual([null, null])
  const first = fleet.model.requests().at(-1)?.[0]
  expect(first).toMatch(/^\[czar m3 /)
  expect(first).toContain('write the work.txt')
  expect(fleetStory(fleet, 'attention.raised')).toEqual([])
})

story(
  ['forgotten'],
  'after a person empties or summarises the conversation, the agent restates its task before it continues',
  async ({ agent }) => {
    for (const [command, kind] of agent.forgets) {
      const fleet = await aRealFleet(agent, {
        workers: aRealWorker(agent, 'forgetful'),
        answer: turn => {
          if (turn.kind === 'brief') return [acknowledge(turn), { say: 'Thinking.' }][turn.step] ?? null
          return [agent.read(`${fleet.projectDir}/texts/m1.txt`), ...honestSteps(turn)][turn.step] ?? null
        },
      })
      await fleet.launch()
      await fleet.eventually('agent.turn', event => event.turn === 'idle')
      const pane = paneOf(fleet, 'forgetful')
      await until(() => pane.screen().includes('Thinking.'))
      pane.type(command)
      // Typing the command opens a list of commands. An Enter before the list is drawn would only choose from the list.
      await until(() => pane.screen().split(command).length > 2)
      pane.press('Enter')

      await fleet.eventually('project.finished', event => event.verified === 1)
      expect(fleetStory(fleet, kind).length, command).toBeGreaterThan(0)
      expect(
        fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind),
        command,
      ).toEqual(['brief', 'restate'])
      expect(
        fleetStory(fleet, 'report.received').map(({ report }) => report.kind),
        command,
      ).toEqual(['ack', 'ack', 'done'])
    }
  },
)
