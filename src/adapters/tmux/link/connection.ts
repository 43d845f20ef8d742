import { asLine } from '../command/quote.ts'
import type { TmuxAddress } from '../command/run-tmux.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import type { TmuxServer } from '../server/server.ts'
import { WAKE_CHANNEL } from '../server/server-setup.ts'
import { ControlClient, type ControlReply, orThrow } from './control-client.ts'

/** What a connection to the tmux server reports to its owner. */
export interface ConnectionListener {
  /** A line that the hub client got from tmux: output of some worker's pane. */
  onHubLine(line: Buffer): void
  /** Something in the server changed, so czar must compare its list of panes with the server again. */
  onWake(): void
  /** One of the three clients has ended, so czar has closed the other two as well. */
  onBroken(): void
}

/** How many `wait-for` commands czar sends ahead. tmux 3.3a loses a wake-up if it comes while no client waits for it. */
const QUEUED_WAITS = 4

/**
 * Three control clients (`tmux -C`) on one server. `hub` receives the output of all panes. `commands` sends every command. It gets no
 * output, so a czar that is stuck and reads nothing cannot block the panes. `events` waits for the server's hooks. It is separate, because
 * commands of the same client would wait behind this wait.
 */
export class TmuxConnection {
  readonly server: TmuxServer
  readonly #hub: ControlClient
  readonly #commands: ControlClient
  readonly #events: ControlClient
  readonly #listener: ConnectionListener
  #isClosed = false

  private constructor(address: TmuxAddress, server: TmuxServer, listener: ConnectionListener) {
    this.server = server
    this.#listener = listener
    this.#hub = new ControlClient(address, 'pause-after=1', line => listener.onHubLine(line))
    this.#commands = new ControlClient(address, 'no-output', () => {})
    this.#events = new ControlClient(address, 'no-output', line => this.#onEventLine(line))
  }

  static async open(address: TmuxAddress, server: TmuxServer, listener: ConnectionListener): Promise<TmuxConnection> {
    const connection = new TmuxConnection(address, server, listener)
    try {
      await connection.#greet()
    } catch (error) {
      connection.close()
      throw error
    }
    connection.#watch()
    return connection
  }

  /** Sends one line of commands to tmux. Throws if one of the commands failed. */
  async request(line: string, facts: { readonly what: string }): Promise<ControlReply> {
    return orThrow(await this.#commands.request(line, facts), { what: facts.what, line })
  }

  /** Like `request`, but returns the answer of a failed command instead of throwing. */
  ask(line: string, facts: { readonly what: string }): Promise<ControlReply> {
    return this.#commands.request(line, facts)
  }

  /** Sends a line to the hub client, for commands about that client itself, and does not wait for its answer. */
  requestOfHub(line: string): void {
    this.#hub.request(line, { what: 'steering the output of a pane' }).catch(() => {})
  }

  close(): void {
    this.#isClosed = true
    for (const client of this.#clients) client.kill()
  }

  get #clients(): readonly ControlClient[] {
    return [this.#hub, this.#commands, this.#events]
  }

  async #greet(): Promise<void> {
    const line = asLine(['display-message', '-p', '#{pid}:#{start_time}'])
    const what = 'attaching to the tmux server'
    const replies = await Promise.all(this.#clients.map(client => client.request(line, { what })))
    const isOurs = replies.every(reply => reply.blocks.at(-1)?.lines[0] === this.server.id)
    if (!isOurs) throw tmuxFailure(what, 'lost server: another one runs at its socket', { command: [line] })
  }

  #watch(): void {
    for (const client of this.#clients) void client.closed.then(() => this.#onClosed())
    // The hooks' wake-ups may be lost. So the server also compares its panes with this format once a second, and reports a dead pane.
    const subscribe = asLine(['refresh-client', '-B', 'czar-dead:@*:#{pane_dead}'])
    this.#events.request(subscribe, { what: 'subscribing to dead panes' }).catch(() => {})
    for (let index = 0; index < QUEUED_WAITS; index++) this.#wait()
  }

  #wait(): void {
    const line = asLine(['wait-for', WAKE_CHANNEL])
    this.#events.request(line, { what: 'waiting for events', timeoutMs: Number.POSITIVE_INFINITY }).then(
      () => {
        this.#wait()
        this.#listener.onWake()
      },
      () => {},
    )
  }

  #onEventLine(line: Buffer): void {
    const head = line.toString('latin1', 0, 60)
    if (head.startsWith('%layout-change') || head.startsWith('%sessions-changed') || head.startsWith('%subscription-changed czar-dead'))
      this.#listener.onWake()
  }

  #onClosed(): void {
    if (this.#isClosed) return
    this.close()
    this.#listener.onBroken()
  }
}
