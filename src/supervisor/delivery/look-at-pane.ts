import { ToolError } from '../../core/model/errors.ts'
import type { PaneScreen } from '../../core/ports/pane-screen.ts'
import type { PaneFacts } from '../../core/ports/terminal-port.ts'
import { type PaneReading, readPane } from '../read-pane.ts'
import { type Delivery, pauseFor } from './running-delivery.ts'

/**
 * How many times a delivery tries to read the pane. If the terminal does not answer, the state of the pane is unknown, and the program
 * does not count as dead.
 */
const TRIES = 3

export interface PaneLook {
  readonly kind: 'look'
  readonly facts: PaneFacts
  readonly pane: PaneScreen
  /** The rows of `pane`, joined into one text. */
  readonly screen: string
  readonly reading: PaneReading
}

/** Reads the pane's screen. Even in copy mode it is the program's own screen, because tmux 3.3a returns that one. */
export async function lookAtPane(delivery: Delivery): Promise<PaneLook> {
  for (let tries = 1; ; tries++) {
    try {
      return await look(delivery)
    } catch (error) {
      if (tries === TRIES || !(error instanceof ToolError) || error.reason !== 'timeout') throw error
      await pauseFor(delivery, delivery.times.pollMs)
    }
  }
}

async function look(delivery: Delivery): Promise<PaneLook> {
  const { request, hands } = delivery
  const [facts, pane] = await Promise.all([hands.terminal.facts(request.pane), hands.terminal.screen(request.pane)])
  const reading = readPane({ agents: hands.agents, profile: request.profile, first: request.firstPrompt ?? null }, pane, facts)
  const at = hands.clock.steady()
  if (facts.lastKeyAgoMs !== null) delivery.lastKeyAt = Math.max(delivery.lastKeyAt ?? 0, at - facts.lastKeyAgoMs)
  return { kind: 'look', facts, pane, screen: pane.text, reading }
}
