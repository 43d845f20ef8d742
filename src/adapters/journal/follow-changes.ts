import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

export interface Follower {
  isClosed(): boolean
  close(): void
}

/** How often to look when no change was announced (milliseconds): file notices can be lost or not exist at all. */
const SWEEP_MS = 500

/**
 * Calls `look` soon, whenever the database at `file` may have grown, and now and then besides.
 * Many writes in one turn of the loop are one call.
 */
export function followChanges(file: string, look: () => void): Follower {
  let closed = false
  let isScheduled = false
  const wake = () => {
    if (isScheduled) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      if (!closed) look()
    })
  }
  const watcher = watchDatabase(file, wake)
  const sweep = setInterval(wake, SWEEP_MS)
  wake()
  return {
    isClosed: () => closed,
    close: () => {
      closed = true
      watcher?.close()
      clearInterval(sweep)
    },
  }
}

/** The directory is watched, not the -wal file: that one comes and goes. null: no notices here, the sweep alone serves. */
function watchDatabase(file: string, wake: () => void): FSWatcher | null {
  const writeAheadLog = `${basename(file)}-wal`
  try {
    const watcher = watch(dirname(file), (_change, name) => {
      if (name === null || name === writeAheadLog) wake()
    })
    // inotify: ENOSPC when the user's watches are used up; a vanished directory.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}
