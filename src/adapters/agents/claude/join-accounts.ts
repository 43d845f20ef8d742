import type { AgentObservation } from '../../../core/model/ports.ts'
import type { Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import { type ClaudeStatus, statusObservation } from './status-file.ts'
import { translateHook } from './translate-hook.ts'

export interface JoinedAccounts {
  /** What a hook's signal adds; null when it is malformed. */
  readonly ofHook: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly status: (status: ClaudeStatus) => void
}

const TOOL_CALLS: ReadonlySet<string> = new Set(['PreToolUse', 'PostToolUse'])

/**
 * Hooks and the status file tell of the same turns and are read in any order, so the later one by the program's own
 * clock holds. The same turn may still add its text.
 */
export function joinAccounts(account: Observations, lookAtStatus: () => Promise<ClaudeStatus | null>): JoinedAccounts {
  let hookAt = 0
  let statusAt = 0
  let heard = 0

  function ofHook({ at, value }: RawSignal): readonly AgentObservation[] | null {
    const parsed = hookPayloadSchema.safeParse(value)
    if (!parsed.success) return null
    heard += 1
    hookAt = Math.max(hookAt, at)
    const last = account.lastTurn()?.turn
    const observations = translateHook(parsed.data).filter(each => each.kind !== 'turn' || at >= statusAt || each.turn === last)
    if (last !== 'waiting' || !TOOL_CALLS.has(parsed.data.hook_event_name)) return observations
    void settleWaiting(observations, heard)
    return []
  }

  // One of several tool calls at once may end while another waits for a permission: only the status file knows.
  async function settleWaiting(observations: readonly AgentObservation[], heardThen: number): Promise<void> {
    const now = await lookAtStatus()
    if (now?.status !== 'waiting' && heard === heardThen) for (const observation of observations) account.add(observation)
  }

  function status(changed: ClaudeStatus): void {
    if (changed.statusUpdatedAt < hookAt) return
    statusAt = changed.statusUpdatedAt
    account.add(statusObservation(changed))
  }

  return { ofHook, status }
}
