import { basename, dirname } from 'node:path'
import { type DirectoryFollower, followDirectory } from '../signals/follow-directory.ts'
import { followLines, type LineFollower } from '../signals/follow-lines.ts'
import { type RolloutLine, readRolloutLine } from './rollout-line.ts'

export interface RolloutListeners {
  readonly take: (line: RolloutLine) => void
  /** Called after all existing lines have been passed on. */
  readonly caughtUp: () => void
  readonly note: (text: string) => void
}

export interface RolloutFollower {
  /** Follows this file from now on. A second call for the same file changes nothing. */
  readonly open: (path: string) => void
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** Follows Codex's session file, and passes on each line once. The file belongs to the user, so czar only reads it. */
export function followRollout({ take, caughtUp, note }: RolloutListeners): RolloutFollower {
  let file: { readonly path: string; readonly lines: LineFollower; readonly follower: DirectoryFollower } | null = null
  let running: Promise<void> = Promise.resolve()
  let isWaiting = false

  function open(path: string): void {
    if (file?.path === path) return
    file?.follower.close()
    const name = basename(path)
    const follower = followDirectory(dirname(path), changed => void (changed === null || changed === name ? look() : null), note)
    file = { path, lines: followLines(path), follower }
    void look()
  }

  function look(): Promise<void> {
    if (isWaiting) return running
    isWaiting = true
    running = running.then(readOn).catch((error: Error) => note(`the rollout file could not be read: ${error.message}`))
    return running
  }

  async function readOn(): Promise<void> {
    isWaiting = false
    const current = file
    if (current === null) return
    const takeLine = (text: string): void => {
      const line = file === current ? readRolloutLine(text) : null
      if (line !== null) take(line)
    }
    await current.lines.read(takeLine)
    if (file === current) caughtUp()
  }

  function close(): void {
    file?.follower.close()
    file = null
  }

  return { open, look, close }
}
