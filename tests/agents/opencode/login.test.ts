import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { paneOf } from '../support/pane-of.ts'
import { opencode } from '../support/programs/opencode.ts'

// If no provider has a key, opencode uses a provider of its own makers, which needs none. That provider is switched off here.
test('if opencode has no provider left, a person is told, and nothing is pasted', async () => {
  const settle: typeof opencode.settle = (home, url) => {
    const env = opencode.settle(home, url)
    const settings = JSON.parse(readFileSync(join(home, 'opencode.json'), 'utf8')) as object
    writeFileSync(join(home, 'opencode.json'), JSON.stringify({ ...settings, disabled_providers: ['opencode', 'anthropic'] }))
    return env
  }
  const agent = { ...opencode, settle }
  const fleet = await aRealFleet(agent, { workers: aRealWorker(agent, 'lost'), answer: () => null })
  await fleet.launch()
  await fleet.eventually('agent.started')
  const drawn = 'No provider selected'
  await until(paneOf(fleet, 'lost').screen, screen => screen.includes(drawn), { timeoutMs: 60_000, what: drawn })
  const drawnAt = Date.now()
  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({ key: 'dialog:lost', hint: expect.stringContaining('czar attach lost') })
  expect(raised.text).toMatch(/^lost's agent asks for a login: [\s\S]*No provider selected/)
  expect(raised.at - drawnAt).toBeLessThanOrEqual(5_000)
  expect(fleetStory(fleet, 'agent.ready', 'message.pasted'), 'nothing is typed into it').toEqual([])
})
