import type { WebSocket } from 'ws'
import { z } from 'zod'
import { parseJson } from '../../../../core/text/parse-json.ts'
import type { TerminalText } from '../../wire.ts'
import type { ProjectDoor } from '../web-door.ts'
import type { Hubs } from './hubs.ts'
import { watchSocket } from './watch-socket.ts'

const openSchema = z.strictObject({ project: z.string().max(200), worker: z.string().max(200) })
const orderSchema = z.union([z.strictObject({ take: z.boolean() }), z.strictObject({ keys: z.string().min(1).max(2_000) })])

/** While more output than this waits for the browser, the terminal is paused. The limit is in bytes. */
const MOST_WAITING_BYTES = 512 * 1024
/** tmux's prefix key, Ctrl-b. The server sends it twice, so tmux passes it on to the agent. So the page cannot use tmux's own keys. */
const PREFIX = '\x02'

interface Serving {
  readonly hubs: Pick<Hubs, 'findNow'>
  readonly isReadOnly: boolean
}

type OpenTerminal = Awaited<ReturnType<ProjectDoor['openTerminal']>>

/**
 * Shows one page the terminal of a worker. At first the page only watches. If a person takes the keyboard, the page becomes a client of tmux
 * that can type, so the czar treats it as a person who attaches. When the connection ends, so does this client. Long: the inner functions
 * share the open terminal.
 */
export function serveTerminal(socket: WebSocket, { hubs, isReadOnly }: Serving): void {
  let open: { readonly door: ProjectDoor; readonly worker: string } | null = null
  let terminal: OpenTerminal | null = null
  let canType = false
  let number = 0
  let turn = Promise.resolve()

  function tell(text: TerminalText): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(text))
  }

  function close(): void {
    number += 1
    canType = false
    terminal?.close()
    terminal = null
  }

  async function show(isTaken: boolean): Promise<void> {
    if (open === null || socket.readyState !== socket.OPEN) return
    close()
    const own = number
    const held: Uint8Array[] = []
    const forward = (bytes: Uint8Array) => {
      if (own !== number) return
      if (terminal === null) held.push(bytes)
      else sendBytes(socket, terminal, bytes)
    }
    // A person left with tmux's own key, or the session is over. In the first case the page goes on watching.
    const onEnd = () => {
      if (own !== number) return
      terminal = null
      if (isTaken) later(false)
      else tell({ event: 'end', message: 'The terminal is closed.' })
    }
    const opened = await open.door.openTerminal({ worker: open.worker, canType: isTaken, onOutput: forward, onEnd })
    if (own !== number) return opened.close()
    terminal = opened
    canType = isTaken
    tell({ event: 'begin', canType, mayTake: !isReadOnly })
    for (const bytes of held) sendBytes(socket, opened, bytes)
  }

  /** Handles one change at a time, so that a page never has two tmux clients. */
  function later(isTaken: boolean): void {
    turn = turn.then(() => show(isTaken)).catch((error: Error) => tell({ event: 'end', message: error.message }))
  }

  async function begin(project: string, worker: string): Promise<void> {
    const door = await hubs.findNow(project)
    if (door === null) return tell({ event: 'end', message: 'There is no such project.' })
    open = { door, worker }
    later(false)
  }

  watchSocket(socket)
  let isAsked = false
  socket.on('message', (bytes, isBinary) => {
    const text = isBinary ? null : parseJson(String(bytes))
    if (!isAsked) {
      const asked = openSchema.safeParse(text)
      if (!asked.success) return
      isAsked = true
      begin(asked.data.project, asked.data.worker).catch((error: Error) => tell({ event: 'end', message: error.message }))
      return
    }
    const order = orderSchema.safeParse(text)
    if (!order.success) return
    if (isReadOnly) return tell({ event: 'refused', message: 'This page is read-only.' })
    if ('take' in order.data) return later(order.data.take)
    if (canType) terminal?.write(order.data.keys.replaceAll(PREFIX, `${PREFIX}${PREFIX}`))
  })
  socket.on('close', close)
}

function sendBytes(socket: WebSocket, terminal: OpenTerminal, bytes: Uint8Array): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > MOST_WAITING_BYTES) terminal.pause()
  socket.send(bytes, () => {
    if (socket.bufferedAmount < MOST_WAITING_BYTES / 4) terminal.resume()
  })
}
