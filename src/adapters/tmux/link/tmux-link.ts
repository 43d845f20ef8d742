import { ToolError } from '../../../core/model/errors.ts'
import type { PaneId, ServerId } from '../../../core/model/ids.ts'
import { readProcess } from '../../processes/process-table.ts'
import { asLine, type TmuxCommand } from '../command/quote.ts'
import { ensureServer, runningServer, type ServerPlan, type TmuxServer } from '../server/server.ts'
import { TmuxConnection } from './connection.ts'
import type { ControlReply } from './control-client.ts'
import { HubOutput } from './hub-output.ts'

/** What the link to the tmux server reports to its owner. */
export interface LinkListener {
  onBytes(pane: PaneId, bytes: Buffer): void
  /** A part of this pane's output was skipped. */
  onGap(pane: PaneId): void
  /** Something in the server changed, so czar must compare its list of panes with the server. */
  onWake(): void
  /**
   * Czar's clients have been attached, for the first time or again. The owner must now show all windows to the hub client and take over
   * the panes.
   */
  onAttached(): Promise<void>
  onLost(server: ServerId): void
}

/**
 * After a client is lost, czar waits this long before it asks the server, because the process of an exiting server lives some ms longer.
 */
const FIRST_LOOK_MS = 50
const LOOK_EVERY_MS = 3
/** If the server's process runs but its socket does not answer for this long, the server counts as lost. */
const GOING_AWAY_MS = 3_000

/** The functions of the link that send commands. */
export type TmuxCommands = Pick<TmuxLink, 'run' | 'ask'>

/**
 * The link to one tmux server. If a client of czar is lost, the link attaches again. If the server is lost, the link reports that once.
 */
export class TmuxLink {
  readonly #plan: ServerPlan
  readonly #listener: LinkListener
  #connection: TmuxConnection | null = null
  #output: HubOutput | null = null
  #recovery: Promise<void> | null = null
  /** The number of the present connection, by which the link ignores the end of an older connection. */
  #generation = 0
  #recoveries = 0

  constructor(plan: ServerPlan, listener: LinkListener) {
    this.#plan = plan
    this.#listener = listener
  }

  get server(): TmuxServer | null {
    return this.#connection?.server ?? null
  }

  async start(): Promise<TmuxServer> {
    await this.#recovery
    if (this.#connection !== null) return this.#connection.server
    const server = await ensureServer(this.#plan)
    await this.#attach(server)
    return server
  }

  /** Runs commands as one line. Throws if one of them fails. */
  async run(commands: readonly TmuxCommand[], facts: { readonly what: string }): Promise<ControlReply> {
    return (await this.#connected(facts.what)).request(asLine(...commands), facts)
  }

  /** Like `run`, but returns the answer of a failed command instead of throwing. */
  async ask(commands: readonly TmuxCommand[], facts: { readonly what: string }): Promise<ControlReply> {
    return (await this.#connected(facts.what)).ask(asLine(...commands), facts)
  }

  close(): void {
    this.#generation += 1
    this.#recoveries += 1
    this.#drop()
  }

  async #connected(what: string): Promise<TmuxConnection> {
    if (this.#connection === null) await this.#recovery
    if (this.#connection !== null) return this.#connection
    throw noServer(what, this.#plan.address.socketPath)
  }

  async #attach(server: TmuxServer): Promise<void> {
    const generation = ++this.#generation
    const output = new HubOutput({
      onBytes: (pane, bytes) => this.#listener.onBytes(pane, bytes),
      onGap: pane => this.#listener.onGap(pane),
      refresh: (pane, state) => this.#connection?.requestOfHub(asLine(['refresh-client', '-A', `${pane}:${state}`])),
    })
    const connection = await TmuxConnection.open(this.#plan.address, server, {
      onHubLine: line => output.onLine(line),
      onWake: () => this.#listener.onWake(),
      onBroken: () => {
        if (generation === this.#generation) this.#startRecovery(server)
      },
    })
    this.#connection = connection
    this.#output = output
    await this.#listener.onAttached()
  }

  #startRecovery(server: TmuxServer): void {
    const recovery = this.#recover(server).finally(() => {
      if (this.#recovery === recovery) this.#recovery = null
    })
    this.#recovery = recovery
  }

  #drop(): void {
    this.#connection?.close()
    this.#output?.close()
    this.#connection = null
    this.#output = null
  }

  /**
   * Called after a client of czar was lost. Attaches again, or reports that the server is lost. If the server hangs, this waits for it.
   */
  async #recover(server: TmuxServer): Promise<void> {
    const recovery = ++this.#recoveries
    this.#generation += 1
    this.#drop()
    const since = performance.now()
    for (let lookAt = since + FIRST_LOOK_MS; recovery === this.#recoveries; ) {
      if (readProcess(server.pid) === null) return this.#listener.onLost(server.id)
      const now = performance.now()
      if (now >= lookAt) {
        const found = await this.#look(server)
        if (found === 'attached') return
        if (found === 'other' || (found === 'silent' && now - since > GOING_AWAY_MS)) return this.#listener.onLost(server.id)
        // Attaching may have failed halfway, so the link drops what it has and tries again. It leaves the connection alone if a later call
        // of this function has begun meanwhile.
        if (found === 'unknown' && recovery === this.#recoveries) this.#drop()
        lookAt = performance.now() + Math.min(now - since, 1_000)
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }

  async #look(server: TmuxServer): Promise<'attached' | 'other' | 'silent' | 'unknown'> {
    try {
      const running = await runningServer(this.#plan.address)
      if (running === null) return 'silent'
      if (running.id !== server.id) return 'other'
      await this.#attach(await ensureServer(this.#plan))
      return 'attached'
    } catch {
      return 'unknown'
    }
  }
}

/** The error for a tmux command that is sent before `start()`, or after the server was lost. */
export function noServer(what: string, socketPath: string): ToolError {
  return new ToolError(`${what}: there is no tmux server`, {
    command: ['tmux', '-S', socketPath],
    reason: 'server-gone',
    hint: 'czar status',
  })
}
