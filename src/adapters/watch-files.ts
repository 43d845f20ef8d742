import type { FSWatcher } from 'chokidar'

/**
 * Calls the listener after one of these files was written, replaced, made or deleted, until the returned function is called. If the system
 * has no watches left, the listener is never called.
 */
export function watchFiles(files: readonly string[], listener: () => void): () => void {
  let watcher: FSWatcher | null = null
  let isClosed = false
  void import('chokidar').then(({ watch }) => {
    if (isClosed) return
    watcher = watch([...files], { ignoreInitial: true, atomic: true })
    watcher.on('all', listener)
    watcher.on('error', () => {})
  })
  return () => {
    isClosed = true
    void watcher?.close()
  }
}
