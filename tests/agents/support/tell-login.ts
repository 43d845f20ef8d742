import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from './a-real-fleet.ts'
import { fleetStory } from './fleet-story.ts'
import { honestSteps } from './honest-steps.ts'
import { paneOf } from './pane-of.ts'
import type { RealAgent } from './real-agent.ts'
import { takeScreen } from './take-screen.ts'
import { NOTHING } from './tell-screens.ts'

interface Login {
  /** A program in which no user is logged in. */
  readonly agent: RealAgent
  /** Words on the screen when the program asks for a login. */
  readonly drawn: string
  /** The keys that a person presses in the program's window, and the words that are on the screen before each key. */
  readonly steps: readonly (readonly [drawn: string, key: string])[]
  /** Words on the screen while the program waits for an API key. */
  readonly field: string
}

const KEY = 'sk-dummy-0123456789abcdef'

/**
 * The program asks for a login. A person is told within 5 s, and nothing is pasted. After the login, the program is
 * ready and gets its task.
 */
export async function tellLogin({ agent, drawn, steps, field }: Login): Promise<void> {
  const fleet = await aRealFleet(agent, { workers: aRealWorker(agent, 'lost'), answer: turn => honestSteps(turn)[turn.step] ?? null })
  await fleet.launch()
  await fleet.eventually('agent.started')
  const pane = paneOf(fleet, 'lost')
  await until(pane.screen, screen => screen.includes(drawn), { timeoutMs: 45_000, what: 'the question for a login' })
  const drawnAt = Date.now()
  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({
    key: 'dialog:lost',
    text: expect.stringMatching(`^lost's agent asks for a login: [\\s\\S]*${drawn.replace(/[?.]/g, '\\$&')}`),
    hint: expect.stringContaining('czar attach lost'),
  })
  expect(raised.at - drawnAt).toBeLessThanOrEqual(5_000)
  await takeScreen(fleet, { agent, worker: 'lost', shows: 'login', label: { ...NOTHING, dialog: 'login' } })
  for (const [shown, key] of steps) {
    await until(pane.screen, screen => screen.includes(shown), { timeoutMs: 15_000, what: shown })
    expect(fleetStory(fleet, 'agent.ready', 'message.pasted'), 'nothing is typed into it').toEqual([])
    pane.press(key)
  }
  await until(pane.screen, screen => screen.includes(field), { what: field })
  await enterKey(pane, field)
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'message.submitted')).toHaveLength(1)
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  expect(fleetStory(fleet, 'agent.exited')).toEqual([])
}

/** A new field may not take text yet, or may be emptied once more (Gemini CLI 0.61.0). So the person in this test types again. */
async function enterKey({ type, press, screen }: ReturnType<typeof paneOf>, field: string): Promise<void> {
  const isSo = (holds: (shown: string) => boolean) => until(screen, holds, { timeoutMs: 3_000 }).then(Boolean, () => false)
  for (let tries = 0; tries < 5; tries++) {
    type(KEY)
    if (!(await isSo(shown => shown.includes(KEY.slice(-4))))) continue
    press('Enter')
    if (await isSo(shown => !shown.includes(field))) return
  }
}
