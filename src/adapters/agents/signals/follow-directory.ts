import { type FSWatcher, watch } from 'node:fs'

/** The pause between two readings if the directory cannot be watched (the system has no inotify watches left). */
const POLL_EVERY_MS = 250

export interface DirectoryFollower {
  readonly close: () => void
}

/**
 * Calls the listener about a millisecond after each change in a directory, with the name of the file if the system reports it. It uses
 * plain `fs.watch`, which needs one watch of the system for any number of files. Chokidar would need one for each file.
 */
export function followDirectory(
  directory: string,
  onChange: (name: string | null) => void,
  note: (text: string) => void,
): DirectoryFollower {
  let polling: NodeJS.Timeout | null = null
  let watcher: FSWatcher | null = null

  function poll(reason: unknown): void {
    watcher?.close()
    watcher = null
    if (polling !== null) return
    note(`cannot watch ${directory} (${(reason as Error).message}); looking every ${POLL_EVERY_MS} ms`)
    polling = setInterval(() => onChange(null), POLL_EVERY_MS).unref()
  }

  try {
    watcher = watch(directory, { persistent: false }, (_event, name) => onChange(name))
    watcher.on('error', poll)
  } catch (error) {
    poll(error)
  }
  return {
    close: () => {
      watcher?.close()
      if (polling !== null) clearInterval(polling)
    },
  }
}
