import { access, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DirectoryFollower, followDirectory } from '../../signals/follow-directory.ts'
import { type ClaudeStatus, readStatusFile } from '../status-file.ts'

export interface StatusWatch {
  /** Reads the status file now, and returns the status even if it has not changed. null: there is no file. */
  readonly look: () => Promise<ClaudeStatus | null>
  readonly close: () => void
}

export interface StatusSource {
  /** The directory `$CLAUDE_CONFIG_DIR/sessions`. It belongs to the user, so czar only reads it. */
  readonly sessions: string
  /** The directory for this start of the agent. The shell around the agent writes the file `agent.pid` there. */
  readonly dir: string
  readonly note: (text: string) => void
}

/** Follows the status file of one agent from its start, and reports each change once. */
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

  // On a machine that never ran Claude Code, the directory appears with the first session. So czar looks again until the directory exists.
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
