import type { WebSocket } from 'ws'
import { z } from 'zod'
import { diffStatus } from '../../../../api/status-patch.ts'
import { parseJson } from '../../../../core/text/parse-json.ts'
import type { HostRow, ProjectRow } from '../../../../core/views/project-row.ts'
import type { ScreenView } from '../../../../core/views/screen.ts'
import type { StatusView } from '../../../../core/views/status.ts'
import { ALIVE_EVERY_MS, type LiveText, type LiveWish, PAGE_EVENTS } from '../../wire.ts'
import type { Hub } from './hub.ts'
import type { Hubs } from './hubs.ts'
import { watchSocket } from './watch-socket.ts'

const nameSchema = z.string().max(200).nullable()
const wishSchema = z.strictObject({ project: nameSchema, worker: nameSchema, seq: z.int().nonnegative().nullable() })

/** How many earlier events a new page gets. */
const EVENTS_BEFORE = 300
/** The shortest time in ms between two messages to a page. Changes within this time become one message. */
const GAP_MS = 60

/**
 * Sends one page everything that it shows: the list of projects, and of one project its state, its events and one terminal. The server
 * sends the next message only after the browser has taken the previous one. So a slow page skips states, and the server holds little in
 * memory for it. Long: the inner functions share what the page has got.
 */
export function servePage(socket: WebSocket, hubs: Hubs): void {
  let wish: LiveWish = { project: null, worker: null, seq: null }
  let sentRows: readonly ProjectRow[] | null = null
  let sentHosts: readonly HostRow[] | null = null
  let hub: Hub | null = null
  let isUnknownSent = false
  let sentView: StatusView | null = null
  let cursor = 0
  let screen: ScreenView | 'gone' | null = null
  let letGo: readonly (() => void)[] = []
  let isBusy = false
  let gap: NodeJS.Timeout | null = null

  function show(next: LiveWish): void {
    for (const forget of letGo) forget()
    letGo = []
    if (next.project !== wish.project || hub === null) sentView = null
    wish = next
    hub = null
    screen = null
    isUnknownSent = false
    advance()
  }

  /** Connects to the project that the page shows, as soon as the project is known. */
  function bind(): void {
    if (wish.project === null || (hub !== null && hubs.find(wish.project) === hub)) return
    for (const forget of letGo) forget()
    letGo = []
    hub = hubs.find(wish.project)
    if (hub === null) {
      // The project is gone. If it comes back, it may be another fleet, so the page gets its whole state.
      sentView = null
      wish = { ...wish, seq: null }
      return
    }
    isUnknownSent = false
    cursor = firstCursor(wish.seq, hub.door.lastSeq())
    letGo = [hub.subscribe(advance)]
    if (wish.worker === null) return
    const forget = hub.watchScreen(wish.worker, found => {
      screen = found ?? 'gone'
      advance()
    })
    letGo = [...letGo, forget]
  }

  function next(): LiveText | null {
    const rows = hubs.rows()
    const hosts = hubs.hosts()
    if (rows !== sentRows || hosts !== sentHosts) {
      sentRows = rows
      sentHosts = hosts
      return { event: 'projects', data: rows, hosts }
    }
    bind()
    if (hub === null) {
      if (wish.project === null || isUnknownSent || !hubs.isListed() || hubs.isAwaited(wish.project)) return null
      isUnknownSent = true
      return { event: 'unknown', project: wish.project }
    }
    return nextOfProject(hub)
  }

  function nextOfProject(from: Hub): LiveText | null {
    const project = from.door.name
    const view = from.view()
    if (view !== null && view !== sentView) {
      const before = sentView
      sentView = view
      if (before === null) return { event: 'state', project, data: view }
      const patch = diffStatus(before, view)
      if (patch !== null) return { event: 'patch', project, data: patch }
    }
    const events = from.eventsAfter(cursor)
    if (events.length > 0) {
      cursor = events.at(-1)?.seq ?? cursor
      return { event: 'journal', project, data: events }
    }
    if (screen === null) return null
    const shown = screen
    screen = null
    return { event: 'screen', project, worker: wish.worker, data: shown === 'gone' ? null : shown }
  }

  function advance(): void {
    if (isBusy || gap !== null || socket.readyState !== socket.OPEN) return
    const news = next()
    if (news === null) return
    isBusy = true
    socket.send(JSON.stringify(news), () => {
      isBusy = false
      gap = setTimeout(
        () => {
          gap = null
          advance()
        },
        news.event === 'patch' ? GAP_MS : 0,
      )
    })
  }

  const leave = hubs.attend(advance)
  const sayAlive = () => {
    if (socket.bufferedAmount === 0) socket.send(JSON.stringify({ event: 'alive' } satisfies LiveText))
  }
  const alive = setInterval(sayAlive, ALIVE_EVERY_MS)
  watchSocket(socket)
  socket.on('message', bytes => {
    const asked = wishSchema.safeParse(parseJson(String(bytes)))
    if (asked.success) show(asked.data)
  })
  socket.on('close', () => {
    clearInterval(alive)
    if (gap !== null) clearTimeout(gap)
    for (const forget of letGo) forget()
    leave()
  })
  advance()
}

/**
 * The number after which a page gets events. `had` is its last event. A page that was away for long gets the newest ones, and so does a page
 * whose last event this journal does not have.
 */
function firstCursor(had: number | null, last: number): number {
  return had === null || had > last ? Math.max(0, last - EVENTS_BEFORE) : Math.max(had, last - PAGE_EVENTS)
}
