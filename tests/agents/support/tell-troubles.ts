import type { Label } from '../../adapters/agents/screen/recorded-screen.ts'
import { aRealFleet, aRealWorker } from './a-real-fleet.ts'
import { answerAt, paneOf } from './pane-of.ts'
import type { RealAgent } from './real-agent.ts'
import { takeScreen } from './take-screen.ts'

/** What it draws, and how that reads. */
type Look = readonly [drawn: string, label: Label]

export interface Troubles {
  readonly question: Label
  /** While it tries again by itself at a limit (429); null: it draws nothing of it. */
  readonly retrying: Look | null
  /** When it has given up; null: it never does. */
  readonly limited: Look | null
}

/** So long that nobody looks too late; the program waits for it before it tries again. */
const RETRY_AFTER_S = 6

/** Takes the screens of one program that asks its user something and then meets a rate limit, which lasts. */
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
