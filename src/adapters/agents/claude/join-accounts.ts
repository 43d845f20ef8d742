import type { AgentObservation } from '../../../core/model/agents-port.ts'
import type { Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import { type ClaudeStatus, statusObservation } from './status-file.ts'
import { translateHook } from './translate-hook.ts'

export interface JoinedAccounts {
  /** What a hook's signal adds; null when it is malformed. */
  readonly ofHook: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly status: (status: ClaudeStatus) => void
  readonly close: () => void
}

/** The status file says "waiting" up to a moment before the hook that says for what: so long the hook is waited for. */
const HOOK_WITHIN_MS = 1_000

const TOOL_CALLS: ReadonlySet<string> = new Set(['PreToolUse', 'PostToolUse'])

/**
 * Hooks and the status file tell of the same turns and are read in any order, so the later one by the program's own
 * clock holds. The same turn may still add its text.
 */
export function joinAccounts(account: Observations, lookAtStatus: () => Promise<ClaudeStatus | null>): JoinedAccounts {
  let hookAt = 0
  let statusAt = 0
  let heard = 0
  let unexplained: NodeJS.Timeout | null = null

  function ofHook({ at, value }: RawSignal): readonly AgentObservation[] | null {
    const parsed = hookPayloadSchema.safeParse(value)
    if (!parsed.success) return null
    heard += 1
    hookAt = Math.max(hookAt, at)
    const now = unexplained === null ? account.lastTurn()?.turn : 'waiting'
    const observations = translateHook(parsed.data, at).filter(each => each.kind !== 'turn' || at >= statusAt || each.turn === now)
    if (now === 'waiting' && TOOL_CALLS.has(parsed.data.hook_event_name)) {
      void settleWaiting(observations, heard)
      return []
    }
    if (observations.some(({ kind }) => kind === 'turn')) stopAwaiting()
    return observations
  }

  // One of several tool calls at once may end while another waits for a permission: only the status file knows.
  async function settleWaiting(observations: readonly AgentObservation[], heardThen: number): Promise<void> {
    const now = await lookAtStatus()
    if (now?.status !== 'waiting' && heard === heardThen) for (const observation of observations) account.add(observation)
  }

  function status(changed: ClaudeStatus): void {
    if (changed.statusUpdatedAt < hookAt) return
    statusAt = changed.statusUpdatedAt
    stopAwaiting()
    const add = (): void => account.add(statusObservation(changed))
    if (changed.status !== 'waiting') return add()
    // The hook said for what. The file says "permission prompt" at every dialog, at AskUserQuestion too (2.1.197, measured).
    if (account.lastTurn()?.turn === 'waiting') return
    unexplained = setTimeout(() => {
      unexplained = null
      add()
    }, HOOK_WITHIN_MS)
  }

  function stopAwaiting(): void {
    if (unexplained !== null) clearTimeout(unexplained)
    unexplained = null
  }

  return { ofHook, status, close: stopAwaiting }
}
