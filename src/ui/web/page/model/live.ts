import { effect } from '@preact/signals'
import { durationText } from '../../../text/moments.ts'
import { ALIVE_EVERY_MS, type LiveText, type LiveWish } from '../../wire.ts'
import { connection, events, forget, notice, route, take, view } from './store.ts'

const FIRST_RETRY_MS = 300
const LAST_RETRY_MS = 5_000
/** After so long a silence (ms) the page opens a new connection. The machine slept, or a tunnel hangs, and the browser notices it late. */
const SILENT_MS = ALIVE_EVERY_MS * 2.5
const LOOK_EVERY_MS = 5_000

let socket: WebSocket | null = null
let shown: { project: string | null; worker: string | null } = { project: null, worker: null }
let retryMs = FIRST_RETRY_MS
let heardAt = Date.now()

/** Keeps one connection to `czar web` open, and tells the server what the page shows. */
export function startLive(): void {
  connect()
  setInterval(endSilent, LOOK_EVERY_MS)
  document.addEventListener('visibilitychange', endSilent)
  effect(() => {
    const { value } = route
    show('project' in value ? value.project : null, 'worker' in value ? value.worker : null)
  })
}

function show(project: string | null, worker: string | null): void {
  if (project !== shown.project) forget('project')
  else if (worker !== shown.worker) forget('worker')
  const isSame = project === shown.project && worker === shown.worker
  shown = { project, worker }
  if (!isSame) ask()
}

function ask(): void {
  if (socket?.readyState !== WebSocket.OPEN) return
  const wish: LiveWish = { ...shown, seq: events.peek().at(-1)?.seq ?? null }
  socket.send(JSON.stringify(wish))
}

function connect(): void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const opened = new WebSocket(`${scheme}://${location.host}/api/live`)
  socket = opened
  opened.addEventListener('open', () => {
    retryMs = FIRST_RETRY_MS
    connection.value = 'live'
    ask()
  })
  opened.addEventListener('message', ({ data }) => {
    if (socket === opened) hear(JSON.parse(data) as LiveText)
  })
  opened.addEventListener('close', () => lose(opened))
}

function hear(text: LiveText): void {
  const awayMs = Date.now() - heardAt
  heardAt = Date.now()
  const journal = view.peek()?.journal?.id
  take(text)
  if (awayMs > SILENT_MS)
    notice.value = { text: `This page had no connection for ${durationText(awayMs)}. It is up to date again.`, isTrouble: false }
  const now = view.peek()?.journal?.id
  // The project was removed and launched again, so the events that the page has are of another fleet.
  if (journal === undefined || now === undefined || journal === now) return
  forget('project')
  if (socket !== null) lose(socket)
}

/** Opens another connection in place of this one. */
function lose(opened: WebSocket): void {
  if (socket !== opened) return
  socket = null
  opened.close()
  connection.value = connection.value === 'refused' ? 'refused' : 'lost'
  void checkSession()
  setTimeout(connect, retryMs)
  retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
}

function endSilent(): void {
  if (socket?.readyState === WebSocket.OPEN && Date.now() - heardAt > SILENT_MS) lose(socket)
}

/** The browser does not give the reason for a refused connection. So the page asks the server whether the page is still let in. */
async function checkSession(): Promise<void> {
  const answer = await fetch('/api/session').catch(() => null)
  if (answer?.status === 401) connection.value = 'refused'
}
