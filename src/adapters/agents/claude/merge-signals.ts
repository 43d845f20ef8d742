import type { TurnState } from '../../../core/events/agent-event.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import { type ClaudeStatus, statusObservation } from './status-file.ts'
import { translateHook } from './translate-hook.ts'

export interface MergedSignals {
  /** Returns the new observations from the signal of a hook. null: the signal is malformed. */
  readonly ofHook: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly status: (status: ClaudeStatus) => void
  readonly close: () => void
}

/**
 * How long czar waits before it believes the status file. The file shows that a turn waits or has ended slightly before the hook gives the
 * reason. Without this wait, czar would paste the next text even if a limit is reached or the login is missing.
 */
const HOOK_WITHIN_MS = 1_000

const TOOL_CALLS: ReadonlySet<string> = new Set(['PreToolUse', 'PostToolUse'])

/**
 * Combines the signals of the hooks and of the status file. Both describe the same turns, and czar may read either of them first, so the
 * signal that is later by the program's clock counts. If a turn is reported again, the repeated signal may still add its text. Long: the
 * inner functions share the state of the turn.
 */
export function mergeSignals(collected: Observations, lookAtStatus: () => Promise<ClaudeStatus | null>): MergedSignals {
  let hookAt = 0
  let statusAt = 0
  let heard = 0
  let unexplained: { readonly turn: TurnState; readonly timer: NodeJS.Timeout } | null = null

  function ofHook({ at, value }: RawSignal): readonly AgentObservation[] | null {
    const parsed = hookPayloadSchema.safeParse(value)
    if (!parsed.success) return null
    heard += 1
    hookAt = Math.max(hookAt, at)
    const now = unexplained?.turn ?? collected.lastTurn()?.turn
    const observations = translateHook(parsed.data, at).filter(each => each.kind !== 'turn' || at >= statusAt || each.turn === now)
    if (now === 'waiting' && TOOL_CALLS.has(parsed.data.hook_event_name)) {
      void settleWaiting(observations, heard)
      return []
    }
    if (observations.some(({ kind }) => kind === 'turn')) stopAwaiting()
    return observations
  }

  // Several tool calls may run at once. If one of them ends while another waits for a permission, only the status file shows the waiting.
  async function settleWaiting(observations: readonly AgentObservation[], heardThen: number): Promise<void> {
    const now = await lookAtStatus()
    if (now?.status !== 'waiting' && heard === heardThen) for (const observation of observations) collected.add(observation)
  }

  function status(changed: ClaudeStatus): void {
    if (changed.statusUpdatedAt < hookAt) return
    statusAt = changed.statusUpdatedAt
    stopAwaiting()
    const { status: turn } = changed
    const known = collected.lastTurn()?.turn
    // The reason that the hook gave is kept. The file says "permission prompt" at every dialog, even at AskUserQuestion (2.1.197,
    // measured).
    if (turn === 'waiting' && known === 'waiting') return
    const add = (): void => {
      unexplained = null
      collected.add(statusObservation(changed))
    }
    const isExplained = turn === 'busy' || (turn === 'idle' && known !== 'busy' && known !== 'waiting')
    if (isExplained) return add()
    unexplained = { turn, timer: setTimeout(add, HOOK_WITHIN_MS) }
  }

  function stopAwaiting(): void {
    if (unexplained !== null) clearTimeout(unexplained.timer)
    unexplained = null
  }

  return { ofHook, status, close: stopAwaiting }
}
