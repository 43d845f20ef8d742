import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

export interface Follower {
  isClosed(): boolean
  close(): void
}

/** The pause (ms) between two readings if the system reports no change of the file. Its notices can be lost, and some disks give none. */
const SWEEP_MS = 500

/**
 * Calls `look` soon after the database at `file` may have grown, and also at regular intervals. If there are many writes within one turn
 * of the event loop, it is called only once.
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

/**
 * Watches the directory for changes, because the file that ends in -wal comes and goes. null: the system gives no notices, so that only
 * the regular readings find changes.
 */
function watchDatabase(file: string, wake: () => void): FSWatcher | null {
  const writeAheadLog = `${basename(file)}-wal`
  try {
    const watcher = watch(dirname(file), (_change, name) => {
      if (name === null || name === writeAheadLog) wake()
    })
    // The user may have no inotify watches left (ENOSPC), or the directory may be gone. The regular readings go on.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}
