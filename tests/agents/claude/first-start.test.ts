import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { paneOf } from '../support/pane-of.ts'
import { claude } from '../support/programs/claude.ts'

/** The home directory is as on a machine where Claude Code has never been started. */
function never(more: Readonly<Record<string, string>>): typeof claude {
  const settle: typeof claude.settle = (home, url) => {
    const { ANTHROPIC_AUTH_TOKEN: _, ...env } = claude.settle(home, url)
    rmSync(join(home, 'claude', '.claude.json'))
    return { ...env, ...more }
  }
  return { ...claude, settle }
}

test("at Claude Code's very first start a person answers its questions in its window, and then it gets its task", async () => {
  const agent = never({ ANTHROPIC_AUTH_TOKEN: 'dummy' })
  const fleet = await aRealFleet(agent, { workers: aRealWorker(agent, 'first'), answer: turn => honestSteps(turn)[turn.step] ?? null })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  const pane = paneOf(fleet, 'first')
  for (const drawn of ['Choose the text style', 'Press Enter to continue']) {
    await until(pane.screen, screen => screen.includes(drawn), { timeoutMs: 30_000, what: drawn })
    expect(fleetStory(fleet, 'agent.ready', 'message.pasted'), 'nothing is typed into it').toEqual([])
    pane.press('Enter')
  }
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  expect(fleetStory(fleet, 'agent.started')).toHaveLength(1)
})

test('at its very first start Claude Code ends if it cannot reach Anthropic, and a person sees its error', async () => {
  const agent = never({ ANTHROPIC_API_KEY: 'dummy', HTTPS_PROXY: 'http://127.0.0.1:9' })
  const policy = '{ restart: { max: 1, backoff: 100ms..1s } }'
  const fleet = await aRealFleet(agent, { workers: aRealWorker(agent, 'cut_off'), policy, answer: () => null })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({
    key: 'failed:cut_off',
    text: expect.stringMatching(/its agent ended 2 times: it exited with status 1: Failed to connect to api\.anthropic\.com/),
  })
})
