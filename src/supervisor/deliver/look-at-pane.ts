import type { PaneFacts, ScreenReading } from '../../core/model/ports.ts'
import type { Attempt } from './attempt.ts'

export interface PaneLook {
  readonly kind: 'look'
  readonly at: number
  readonly facts: PaneFacts
  readonly screen: string
  readonly reading: ScreenReading
}

/** What the pane shows now. In copy mode this is still the program's own screen (tmux 3.3a captures the base). */
export async function lookAtPane(attempt: Attempt): Promise<PaneLook> {
  const { request, hands } = attempt
  const [facts, screen] = await Promise.all([hands.terminal.facts(request.pane), hands.terminal.capture(request.pane)])
  const reading = hands.agents.readScreen(request.profile, screen, facts.title)
  const at = hands.clock.now()
  if (facts.lastKeyAgoMs !== null) attempt.lastKeyAt = Math.max(attempt.lastKeyAt ?? 0, at - facts.lastKeyAgoMs)
  return { kind: 'look', at, facts, screen, reading }
}
