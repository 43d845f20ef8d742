import { gatherFacts } from '../../src/core/brief/gather-facts.ts'
import { renderMessage } from '../../src/core/brief/render-message.ts'
import type { Action } from '../../src/core/events/decision.ts'
import type { Event } from '../../src/core/events/event.ts'
import type { SimulatedWorker, World } from '../world.ts'
import { hear, type ReceivedText } from './hear.ts'

interface Delivery {
  readonly action: Extract<Action, { do: 'deliver' }>
  readonly isBad: boolean
}

/** Gives the real text to the simulated agent. The delivery may fail in each way in which a real delivery can fail. */
export function submit(world: World, worker: SimulatedWorker, { action, isBad }: Delivery): readonly Event[] | null {
  const { agent } = worker
  const { message, incarnation } = action
  const about = { worker: action.worker, message, incarnation }
  const refused: Event = { kind: 'message.undelivered', ...about, reason: 'its pane took no text', mayRetry: true }
  if (agent === null || agent.incarnation !== incarnation || !agent.isReady) return [refused]
  const pasted: Event = { kind: 'message.pasted', ...about, sha256: message, chars: 1, stripped: [] }
  const submitted: Event = { kind: 'message.submitted', ...about, receipt: 'hook', strength: 'exact', enters: 1 }
  const isThere = agent.heard.includes(message)
  if (isThere && action.recover) return [pasted, submitted]
  const isAtWork = agent.turn === 'busy' || agent.turn === 'waiting'
  if (isAtWork && worker.behaviour.tellsTurns) return [refused]
  const failure = isBad ? worker.actions.pick(['refused', 'broken', 'unconfirmed']) : null
  if (failure === 'refused') return [refused]
  if (failure === 'broken') return null
  const unproven: Event = { ...refused, reason: 'no receipt', mayRetry: false }
  // No hook confirms that the program took the text, so the text stays in the input line. Half of the programs without hooks take the text
  // nevertheless.
  if (failure === 'unconfirmed' && (worker.behaviour.tellsTurns || worker.actions.chance(0.5))) {
    agent.hasUnsentText = true
    return [unproven]
  }
  const received = write(world, message)
  if (received === null) return []
  if (isThere) world.tally.lost.push(`${message} was submitted twice to ${action.worker}`)
  world.czar.observe(pasted)
  // A program that does not report its work keeps the typed text until it has finished the present one.
  if (isAtWork) agent.typed.push(received)
  else hear({ world, worker, agent }, received)
  return failure === null ? [submitted] : [unproven]
}

/** Makes the text that would be pasted. */
function write({ czar, texts }: World, id: string): ReceivedText | null {
  const state = czar.state()
  const message = state.messages.find(candidate => candidate.id === id)
  const facts = message === undefined ? null : gatherFacts(state, message, `/briefs/${message.assignment ?? 'none'}.txt`)
  if (facts === null) return null
  const text = renderMessage(texts, facts)
  const [, , assignment, kind] = /^\[czar (\S+) · assignment (\S+) · (\S+)\]/.exec(text) ?? []
  return { text, message: id, kind: kind ?? '', assignment: assignment === 'none' ? null : (assignment ?? null) }
}
