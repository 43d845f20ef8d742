import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { paneOf } from '../support/pane-of.ts'
import { claude } from '../support/programs/claude.ts'
import { qwen } from '../support/programs/qwen.ts'
import type { AgentProgram } from '../support/real-agent.ts'
import { takeScreen } from '../support/take-screen.ts'
import { NOTHING } from '../support/tell-screens.ts'

interface Unsettled {
  readonly agent: AgentProgram
  readonly shows: string
  readonly drawn: string
  /** Removes the settings by which a user has answered the question in advance. */
  readonly forget: (env: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

const UNSETTLED: readonly Unsettled[] = [
  {
    agent: claude,
    shows: 'theme',
    drawn: 'Choose the text style',
    forget: env => {
      rmSync(join(env['CLAUDE_CONFIG_DIR'] ?? '', '.claude.json'))
      return env
    },
  },
  { agent: qwen, shows: 'provider', drawn: 'Connect a Provider', forget: () => ({}) },
]

test.each(UNSETTLED)(
  '$agent.name asks a question that no setting answers ($shows): a person sees its words within 5 s',
  async unsettled => {
    const { agent, shows, drawn, forget } = unsettled
    const settle = (home: string, url: string) => forget(agent.settle(home, url))
    const fleet = await aRealFleet({ ...agent, settle }, { workers: aRealWorker(agent, 'lost'), answer: () => null })
    await fleet.launch()
    const { screen } = paneOf(fleet, 'lost')
    await until(() => screen().includes(drawn), Boolean, { timeoutMs: 45_000 })
    const drawnAt = Date.now()
    const raised = await fleet.eventually('attention.raised', event => event.key === 'dialog:lost')
    expect(raised.text).toContain(drawn)
    expect(raised.at - drawnAt).toBeLessThanOrEqual(5_000)
    expect(fleetStory(fleet, 'message.pasted'), 'nothing is typed into it').toEqual([])
    await takeScreen(fleet, { agent, worker: 'lost', shows, label: NOTHING })
  },
)
