import { expect } from 'vitest'
import type { Label } from '../../adapters/agents/screen/recorded-screen.ts'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from './a-real-fleet.ts'
import type { ToolCall } from './model-answer.ts'
import type { AgentProgram } from './real-agent.ts'
import { takeScreen } from './take-screen.ts'

export const NOTHING: Label = { ready: false, busy: false, dialog: null, composer: 'unknown', limit: null }

export interface Looks {
  readonly ready: Label
  readonly busy: Label
  /**
   * A tool call for which the program asks for permission, and what czar must read from the dialog. It is null if the program is started so
   * that it asks nothing.
   */
  readonly permission: { readonly call: ToolCall; readonly label: Label } | null
}

/** Records three screens of one program: ready, asking for permission, and working. */
export async function tellScreens(agent: AgentProgram, { ready, busy, permission }: Looks): Promise<void> {
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'shown'),
    // The first text comes so late that the test can record the empty input box.
    profile: '    settle: 6s\n',
    answer: turn => (turn.step === 0 ? (permission?.call ?? null) : null),
  })
  const take = (shows: string, label: Label) => takeScreen(fleet, { agent, worker: 'shown', shows, label })
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('agent.ready')
  await take('ready', ready)
  await fleet.eventually('message.submitted')
  if (permission !== null) {
    await fleet.eventually('agent.turn', event => event.turn === 'waiting')
    await take('permission', permission.label)
    await fleet.run('answer', 'shown', 'yes')
  }
  const requests = permission === null ? 1 : 2
  await until(
    () => fleet.model.requests().length,
    count => count >= requests,
    { timeoutMs: agent.patienceMs, what: 'the next request' },
  )
  await take('busy', busy)
}
