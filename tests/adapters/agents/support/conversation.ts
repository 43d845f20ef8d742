import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'
import { until } from '../../../support/until.ts'
import type { RunningAgent } from './start-scripted.ts'

/** A message as the czar pastes it. Its first line says which kind of message it is. */
export function message(body: string, { kind = 'brief', id = 'm1' }: { kind?: string; id?: string } = {}): string {
  return `[czar ${id} · assignment a1 · ${kind}]\n\nDo it.\n\n${body}`
}

export function steps(yaml: string, word = ''): string {
  return `\`\`\`scripted${word}\n${yaml}\n\`\`\`\n`
}

/** Waits until the program reports that it is ready. */
export async function ready(agent: RunningAgent): Promise<void> {
  await until(() => agent.seen().some(({ kind }) => kind === 'ready'), Boolean, { what: 'ready' })
}

/** Waits until this number of turns has ended. */
export async function ended(agent: RunningAgent, turns = 1): Promise<void> {
  await until(
    () => agent.seen().filter(each => each.kind === 'turn' && each.turn === 'idle').length,
    count => count >= turns,
    { what: `${turns} turns ended` },
  )
}

/** Pastes the text, and presses Enter when the screen shows it. */
export async function send(agent: RunningAgent, text: string): Promise<void> {
  agent.pane.paste(text)
  await until(() => composer(agent) !== '', Boolean, { what: 'the paste in the composer' })
  agent.pane.keys('Enter')
}

/** The text that the composer shows. */
export function composer(agent: RunningAgent): string {
  return (
    agent.pane
      .screen()
      .split('\n')
      .findLast(line => line.startsWith('❯'))
      ?.slice(2) ?? ''
  )
}

export function receipts(agent: RunningAgent): readonly AgentObservation[] {
  return agent.seen().filter(({ kind }) => kind === 'receipt')
}

/** The turns so far, in words: `waiting permission`, `busy`, `idle`. */
export function turns(agent: RunningAgent): readonly string[] {
  return agent.seen().flatMap(each => (each.kind === 'turn' ? [[each.turn, each.waitingFor].filter(Boolean).join(' ')] : []))
}
