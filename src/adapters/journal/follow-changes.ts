import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

export interface Follower {
  isClosed(): boolean
  close(): void
}

/** Pause between readings without a file notice (ms), because file notices can be lost or missing altogether. */
const SWEEP_MS = 500

/**
 * Calls `look` soon after the database at `file` may have grown, and at regular intervals. Many writes in one turn of the event loop make
 * one call.
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

/** Watches the directory, because the -wal file comes and goes. null: the system gives no notices, so only the regular readings work. */
function watchDatabase(file: string, wake: () => void): FSWatcher | null {
  const writeAheadLog = `${basename(file)}-wal`
  try {
    const watcher = watch(dirname(file), (_change, name) => {
      if (name === null || name === writeAheadLog) wake()
    })
    // The user's inotify watches are used up (ENOSPC), or the directory vanished.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}
