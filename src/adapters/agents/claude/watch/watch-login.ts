import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentObservation } from '../../../../core/ports/agents-port.ts'
import { type DirectoryFollower, followDirectory } from '../../signals/follow-directory.ts'
import type { RawSignal } from '../../signals/read-signals.ts'

export interface LoginWatch {
  /** What a hook shows of a login that was wanted: no tool is called, and no turn ends well, without one. */
  readonly provenBy: (signal: RawSignal) => readonly AgentObservation[]
  /** To be called with each observation. */
  readonly heed: (observation: AgentObservation) => void
  readonly close: () => void
}

export interface LoginSource {
  /** Claude Code's own directory; it is the user's, so it is only looked at. */
  readonly home: string
  readonly note: (text: string) => void
}

/** Claude Code 2.1.197 looks for a newer one before each request, whoever wrote it; on macOS the keychain takes its place. */
const FILE = '.credentials.json'

const PROOFS: ReadonlySet<unknown> = new Set(['PreToolUse', 'PostToolUse', 'PermissionRequest', 'Stop'])

/**
 * Watches for a login from the moment that one is wanted: at the program's own window its hooks tell of it, elsewhere the
 * file in which all its sessions keep it. A file that was of no help is not believed again before a model has answered.
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
