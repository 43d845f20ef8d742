import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentObservation } from '../../../../core/ports/agents-port.ts'
import { type DirectoryFollower, followDirectory } from '../../signals/follow-directory.ts'
import type { RawSignal } from '../../signals/read-signals.ts'

export interface LoginWatch {
  /**
   * Returns the login that this hook's signal proves. An agent that is not logged in calls no tool, and each of its turns ends with an
   * error.
   */
  readonly provenBy: (signal: RawSignal) => readonly AgentObservation[]
  /** Must be called with each observation. */
  readonly observe: (observation: AgentObservation) => void
  readonly close: () => void
}

export interface LoginSource {
  /** Claude Code's directory. It belongs to the user, so czar only reads it. */
  readonly home: string
  readonly note: (text: string) => void
}

/**
 * The file with the login. If any process writes it, Claude Code 2.1.197 reads it again before the next request. On macOS the keychain is
 * used instead.
 */
const FILE = '.credentials.json'

const PROOFS: ReadonlySet<unknown> = new Set(['PreToolUse', 'PostToolUse', 'PermissionRequest', 'Stop'])

/**
 * Waits for a login if the agent needs one. If a person logs in in the program's own window, hooks show it. If a person logs in elsewhere,
 * the file with the login changes. Czar believes this file only once. After that it ignores the file until a hook proves that a login
 * works. Long: the inner functions share the state of the login.
 */
export function watchLogin({ home, note }: LoginSource, onLogin: (observation: AgentObservation) => void): LoginWatch {
  let wantedSince: number | null = null
  let isFileBelieved = true
  let follower: DirectoryFollower | null = null

  function observe(observation: AgentObservation): void {
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
    observe,
    provenBy({ at, value }) {
      const name = (value as { hook_event_name?: unknown } | null)?.hook_event_name
      if (!PROOFS.has(name)) return []
      isFileBelieved = true
      return wantedSince === null ? [] : [{ kind: 'logged_in', said: at, evidence: `hook ${String(name)}`, strength: 'exact' }]
    },
    close: stop,
  }
}
