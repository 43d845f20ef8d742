import type { Label } from '../../adapters/agents/screen/recorded-screen.ts'
import { aRealFleet, aRealWorker } from './a-real-fleet.ts'
import { answerAt, paneOf } from './pane-of.ts'
import type { RealAgent } from './real-agent.ts'
import { takeScreen } from './take-screen.ts'

/** Words on the screen, and the label that the screen must get. */
type Look = readonly [drawn: string, label: Label]

export interface Troubles {
  readonly question: Label
  /** The screen while the program tries again at a limit (429). It is null if the screen shows nothing about the limit. */
  readonly retrying: Look | null
  /** The screen after the program has given up. It is null if the program never gives up. */
  readonly limited: Look | null
}

/** How long the program waits before it tries again. It is long enough for the test to look in between. */
const RETRY_AFTER_S = 6

/** Records the screens of one program that asks its user something and then meets a lasting rate limit. */
export async function tellTroubles(agent: RealAgent, { question, retrying, limited }: Troubles): Promise<void> {
  const refusal = { error: { type: agent.rate.type, message: 'Too many requests.' }, status: 429, retryAfter: RETRY_AFTER_S }
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'shown'),
    answer: turn => (turn.step === 0 ? agent.question.call('Which colour?', ['Red', 'Blue']) : refusal),
  })
  const take = (shows: string, [drawn, label]: Look) => takeScreen(fleet, { agent, worker: 'shown', shows, label, drawn })
  await fleet.launch()
  await fleet.eventually('agent.turn', event => event.turn === 'waiting')
  await take('question', [agent.question.drawn, question])
  await answerAt(paneOf(fleet, 'shown'), agent.question)
  if (retrying !== null) await take('retrying', retrying)
  if (limited !== null) await take('limited', limited)
}
