import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentObservation } from '../../../../core/ports/agents-port.ts'
import { type DirectoryFollower, followDirectory } from '../../signals/follow-directory.ts'
import type { RawSignal } from '../../signals/read-signals.ts'

export interface LoginWatch {
  /** The login that this hook proves: an agent that is not logged in calls no tool and ends no turn without an error. */
  readonly provenBy: (signal: RawSignal) => readonly AgentObservation[]
  /** Takes each observation. */
  readonly heed: (observation: AgentObservation) => void
  readonly close: () => void
}

export interface LoginSource {
  /** Claude Code's directory. It belongs to the user, so it is only read. */
  readonly home: string
  readonly note: (text: string) => void
}

/**
 * Claude Code 2.1.197 reads this file again before each request if any process has rewritten it. On macOS it uses the
 * keychain instead.
 */
const FILE = '.credentials.json'

const PROOFS: ReadonlySet<unknown> = new Set(['PreToolUse', 'PostToolUse', 'PermissionRequest', 'Stop'])

/**
 * Watches for a login once the agent needs one. Hooks show a login in the program's own window; the credentials file shows one made
 * elsewhere. Czar believes the file once, and then ignores it until a hook proves that a login works. Long: its functions share one login.
 */
export function watchLogin({ home, note }: LoginSource, onLogin: (observation: AgentObservation) => void): LoginWatch {
  let wantedSince: number | null = null
  let isFileBelieved = true
  let follower: DirectoryFollower | null = null

  function heed(observation: AgentObservation): void {
    if (observation.kind === 'logged_in') stop()
    if (observation.kind !== 'logged_out') return
    wantedSince = observation.said
    if (!isFileBelieved) return
    follower ??= followDirectory(home, name => void (name === null || name === FILE ? look() : null), note)
    void look()
  }

  async function look(): Promise<void> {
    const written = await stat(join(home, FILE)).then(
      ({ mtimeMs, size }) => (size > 0 ? mtimeMs : 0),
      () => 0,
    )
    if (wantedSince === null || !isFileBelieved || written <= wantedSince) return
    isFileBelieved = false
    onLogin({ kind: 'logged_in', said: written, evidence: `its file ${FILE}`, strength: 'inferred' })
  }

  function stop(): void {
    wantedSince = null
    follower?.close()
    follower = null
  }

  return {
    heed,
    provenBy({ at, value }) {
      const name = (value as { hook_event_name?: unknown } | null)?.hook_event_name
      if (!PROOFS.has(name)) return []
      isFileBelieved = true
      return wantedSince === null ? [] : [{ kind: 'logged_in', said: at, evidence: `hook ${String(name)}`, strength: 'exact' }]
    },
    close: stop,
  }
}
