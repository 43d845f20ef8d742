import { setTimeout as pause } from 'node:timers/promises'
import type { StreamHandle } from '../../../../api/client-stream.ts'
import type { Journaled } from '../../../../core/events/event.ts'
import type { ProjectRow } from '../../../../core/views/project-row.ts'
import type { ScreenView } from '../../../../core/views/screen.ts'
import type { StatusView } from '../../../../core/views/status.ts'
import type { ProjectDoor } from '../web-door.ts'

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 5_000
/** A czar that has not answered within this time is shown as silent, so that the project is not missing from the list. */
const SLOW_MS = 2_000
/** How often the files of a project without a czar are read again. */
const LOOK_AGAIN_MS = 15_000

/** Everything that pages show of one project. All pages share one connection to its czar. */
export interface Hub {
  readonly door: ProjectDoor
  /** The newest state of the fleet. Null: unknown. If the object is the same as before, nothing has changed. */
  view(): StatusView | null
  /** The project's row in the list of projects. Null: the project has not been looked at yet. */
  row(): ProjectRow | null
  /** Events with a greater number, oldest first, at most a page. Pages that ask for the same events share one reading. */
  eventsAfter(seq: number): readonly Journaled[]
  /** Calls the listener after each change. The returned function unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Calls the listener with the screen of a worker's terminal, or with null when its last session has ended. */
  watchScreen(worker: string, listener: (screen: ScreenView | null) => void): () => void
  close(): void
}

const PAGE = 200

/**
 * Follows one project. If its czar goes away, the hub shows the files that the czar left, and keeps trying to connect. Long: the inner
 * functions share what is known of the project.
 */
export function openHub(door: ProjectDoor, rings: boolean): Hub {
  const listeners = new Set<() => void>()
  const end = new AbortController()
  const pages = new Map<number, readonly Journaled[]>()
  let known: { view: StatusView | null; row: ProjectRow | null } = { view: null, row: null }
  let stream: StreamHandle | null = null

  function become(next: typeof known): void {
    if (end.signal.aborted) return
    known = next
    pages.clear()
    for (const listener of listeners) listener()
  }

  async function follow(): Promise<boolean> {
    let hasView = false
    const slow = setTimeout(() => {
      become(door.lastSeen())
      void door.lookSilent().then(found => hasView || become(found))
    }, SLOW_MS).unref()
    try {
      stream = await door.client.watch(
        view => {
          hasView = true
          clearTimeout(slow)
          become({ view, row: door.rowOf(view) })
        },
        { isCalm: true, rings },
      )
      if (end.signal.aborted) stream.close()
      await stream.ended
    } catch {
      // No czar answers, or it has another version. The next look finds out which.
    }
    clearTimeout(slow)
    return hasView
  }

  async function run(): Promise<void> {
    let waitMs = FIRST_RETRY_MS
    let lookedAt = Number.NEGATIVE_INFINITY
    while (!end.signal.aborted) {
      const hadView = await follow()
      if (hadView) waitMs = FIRST_RETRY_MS
      if (hadView || performance.now() - lookedAt > LOOK_AGAIN_MS) {
        lookedAt = performance.now()
        become(await door.lookSilent())
      }
      await pause(waitMs, null, { signal: end.signal, ref: false }).catch(() => {})
      waitMs = Math.min(LAST_RETRY_MS, waitMs * 2)
    }
  }

  void run()
  return {
    door,
    view: () => known.view,
    row: () => known.row,
    eventsAfter(seq) {
      const page = pages.get(seq) ?? door.eventsAfter(seq, PAGE)
      if (pages.size < 50) pages.set(seq, page)
      return page
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watchScreen: shareScreens(door, end.signal),
    close() {
      end.abort()
      stream?.close()
      listeners.clear()
    },
  }
}

/** Watches a terminal once for all pages that show it. */
function shareScreens({ client }: ProjectDoor, signal: AbortSignal): Hub['watchScreen'] {
  const shared = new Map<string, { listeners: Set<(screen: ScreenView | null) => void>; last: ScreenView | null; close: () => void }>()

  function open(worker: string) {
    const listeners = new Set<(screen: ScreenView | null) => void>()
    const entry = { listeners, last: null as ScreenView | null, close: () => {} }
    const tell = (screen: ScreenView | null) => {
      entry.last = screen
      for (const listener of listeners) listener(screen)
    }
    const forget = () => {
      if (shared.get(worker) === entry) shared.delete(worker)
      tell(null)
    }
    const follow = async () => {
      const stream = await client.watchScreen(worker, tell)
      entry.close = stream.close
      if (listeners.size === 0 || signal.aborted) stream.close()
      await stream.ended
    }
    // A page may name a worker that does not exist. Then the call itself throws an error.
    follow().then(forget, forget)
    shared.set(worker, entry)
    return entry
  }

  return (worker, listener) => {
    const entry = shared.get(worker) ?? open(worker)
    entry.listeners.add(listener)
    if (entry.last !== null) listener(entry.last)
    return () => {
      entry.listeners.delete(listener)
      if (entry.listeners.size > 0) return
      if (shared.get(worker) === entry) shared.delete(worker)
      entry.close()
    }
  }
}
