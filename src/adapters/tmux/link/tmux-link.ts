import { ToolError } from '../../../core/model/errors.ts'
import type { PaneId, ServerId } from '../../../core/model/ids.ts'
import { readProcess } from '../../processes/process-table.ts'
import { asLine, type TmuxCommand } from '../command/quote.ts'
import { ensureServer, runningServer, type ServerPlan, type TmuxServer } from '../server/server.ts'
import { TmuxConnection } from './connection.ts'
import type { ControlReply } from './control-client.ts'
import { HubOutput } from './hub-output.ts'

/** Events of the link. */
export interface LinkListener {
  onBytes(pane: PaneId, bytes: Buffer): void
  /** Some output of this pane was skipped. */
  onHole(pane: PaneId): void
  /** Something changed, so czar must compare. */
  onWake(): void
  /** The clients were attached (again), so windows must be linked and panes adopted. */
  onAttached(): Promise<void>
  onLost(server: ServerId): void
}

/** The process of an exiting server lives some ms longer. If the process stays, czar asks the server. */
const FIRST_LOOK_MS = 50
const LOOK_EVERY_MS = 3
/** How long an exiting server may live without a socket. */
const GOING_AWAY_MS = 3_000

/** The part of the link that sends commands. */
export type TmuxCommands = Pick<TmuxLink, 'run' | 'ask'>

/** The link to one server. It survives the loss of a client, and reports the loss of the server once. */
export class TmuxLink {
  readonly #plan: ServerPlan
  readonly #listener: LinkListener
  #connection: TmuxConnection | null = null
  #output: HubOutput | null = null
  #recovery: Promise<void> | null = null
  /** Number of the connection. The end of an older connection is ignored. */
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

  /** Runs commands on one line. Throws if one of them fails. */
  async run(commands: readonly TmuxCommand[], facts: { readonly what: string }): Promise<ControlReply> {
    return (await this.#connected(facts.what)).request(asLine(...commands), facts)
  }

  /** Like `run`, but a command that fails is returned to the caller. */
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
      onHole: pane => this.#listener.onHole(pane),
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

  /** After the loss of a client, reports that the server is lost or attaches again. It waits for a server that hangs. */
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
        // Attaching may fail halfway, and then the next comparison tries again. Another recovery may have begun
        // meanwhile.
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

/** The error for a command before `start()` or after the loss of the server. */
export function noServer(what: string, socketPath: string): ToolError {
  return new ToolError(`${what}: there is no tmux server`, {
    command: ['tmux', '-S', socketPath],
    reason: 'server-gone',
    hint: 'czar status',
  })
}
