import type { Action } from '../../core/events/decision.ts'
import type { Event } from '../../core/events/event.ts'
import { ToolError } from '../../core/model/errors.ts'
import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import type { PaneLocks } from '../delivery/pane-locks.ts'
import type { Hands } from '../hands.ts'

interface Context {
  readonly hands: Hands
  readonly locks: PaneLocks
  readonly state: () => State
}

/** Sends the keys that answer a dialog. If the screen no longer shows the dialog that czar read, no key is sent. */
export async function answerDialog(
  { hands, locks, state }: Context,
  worker: WorkerState,
  { incarnation, keys }: Extract<Action, { do: 'answer_dialog' }>,
): Promise<readonly Event[]> {
  const { agent } = worker
  const profile = hands.project.agents[worker.config.agent]
  if (agent === null || agent.incarnation !== incarnation || profile === undefined) return []
  const sent = await locks.hold(agent.pane, async () => {
    const [screen, facts] = await Promise.all([hands.terminal.screen(agent.pane), hands.terminal.facts(agent.pane)])
    const reading = hands.agents.readScreen(profile, screen, facts.title)
    const now = state().workers[worker.id]?.agent ?? agent
    return stands(now, reading, keys) ? hands.terminal.keys(agent.pane, keys) : null
  })
  const about = { worker: worker.id, incarnation } as const
  if (sent === null && agent.readyAt !== null)
    return [{ kind: 'agent.ready', ...about, evidence: 'the dialog is gone', strength: 'inferred' }]
  if (sent?.outcome === 'refused') {
    throw new ToolError(`the dialog of ${worker.id} could not be answered: ${sent.reason}`, { command: keys, reason: 'refused' })
  }
  return [{ kind: 'agent.dialog_answered', ...about }]
}

/**
 * Whether the screen shows the dialog. The dialog also counts as shown if the program signals that it waits for a permission and the
 * screen has no input field that would take the keys.
 */
function stands(agent: AgentState, { dialog, composer }: ScreenReading, keys: readonly string[]): boolean {
  if (dialog !== null) return dialog.keys?.join(' ') === keys.join(' ')
  return composer === 'unknown' && asksForPermission(agent)
}

function asksForPermission({ turn, waitingFor, waitingText, dialog }: AgentState): boolean {
  return turn === 'waiting' && waitingFor === 'permission' && dialog?.text === (waitingText ?? '')
}
