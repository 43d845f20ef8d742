import { access, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DirectoryFollower, followDirectory } from '../../signals/follow-directory.ts'
import { type ClaudeStatus, readStatusFile } from '../status-file.ts'

export interface StatusWatch {
  /** Reads the file now; what it says, changed or not, or null without one. */
  readonly look: () => Promise<ClaudeStatus | null>
  readonly close: () => void
}

export interface StatusSource {
  /** `$CLAUDE_CONFIG_DIR/sessions`; it is the user's, so it is only read. */
  readonly sessions: string
  /** The incarnation's directory, where the terminal's wrapper leaves `agent.pid`. */
  readonly dir: string
  readonly note: (text: string) => void
}

/** Follows the status of one incarnation; the listener hears each change once. */
export function watchStatus({ sessions, dir, note }: StatusSource, onChange: (status: ClaudeStatus) => void): StatusWatch {
  let follower: DirectoryFollower | null = null
  let last = ''
  let isClosed = false

  async function look(): Promise<ClaudeStatus | null> {
    const pid = await agentPid(dir)
    await follow(pid)
    const status = pid === null ? null : await readStatusFile(sessions, pid)
    if (status === null || isClosed) return null
    const now = `${status.statusUpdatedAt} ${status.status}`
    if (now !== last) {
      last = now
      onChange(status)
    }
    return status
  }

  // The directory appears with the first session of a fresh home, so it is looked for again until it is there.
  async function follow(pid: number | null): Promise<void> {
    if (follower !== null || pid === null || isClosed || !(await isThere(sessions)) || follower !== null) return
    const own = `${pid}.json`
    follower = followDirectory(sessions, name => void (name === null || basename(name).startsWith(own) ? look() : null), note)
  }

  return {
    look,
    close: () => {
      isClosed = true
      follower?.close()
    },
  }
}

async function agentPid(dir: string): Promise<number | null> {
  const text = await readFile(join(dir, 'agent.pid'), 'utf8').catch(() => '')
  return /^\d+\s*$/.test(text) ? Number(text) : null
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
