import { effect } from '@preact/signals'
import type { LiveText, LiveWish } from '../../wire.ts'
import { connection, events, forget, route, take } from './store.ts'

const FIRST_RETRY_MS = 300
const LAST_RETRY_MS = 5_000

let socket: WebSocket | null = null
let shown: { project: string | null; worker: string | null } = { project: null, worker: null }
let retryMs = FIRST_RETRY_MS

/** Keeps one connection to `czar web` open, and tells the server what the page shows. */
export function startLive(): void {
  connect()
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
  opened.addEventListener('message', ({ data }) => take(JSON.parse(data) as LiveText))
  opened.addEventListener('close', () => {
    if (socket !== opened) return
    connection.value = connection.value === 'refused' ? 'refused' : 'lost'
    void checkSession()
    setTimeout(connect, retryMs)
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
  })
}

/** The browser does not give the reason for a refused connection. So the page asks the server whether the page is still let in. */
async function checkSession(): Promise<void> {
  const answer = await fetch('/api/session').catch(() => null)
  if (answer?.status === 401) connection.value = 'refused'
}
