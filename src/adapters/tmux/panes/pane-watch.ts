import type { PaneId, ServerId } from '../../../core/model/ids.ts'
import type { TerminalSignal } from '../../../core/ports/terminal-port.ts'
import { shareNext } from '../../share-next.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import { type LinkListener, noServer, TmuxLink } from '../link/tmux-link.ts'
import type { ServerPlan } from '../server/server.ts'
import { adoptPanes } from './adopt-panes.ts'
import { ChildSignal, sendChildSignal } from './child-signal.ts'
import { endLeaders } from './end-session.ts'
import { LIST_PANES, type PaneRow, readPaneRow } from './list-panes.ts'
import { type OwnPane, PaneBook } from './pane-book.ts'
import { PaneStreams } from './pane-streams.ts'
import { reconcilePanes } from './reconcile.ts'

/** From this version on (305 means tmux 3.5), tmux reports the end of every program. */
const KEEPS_DEATHS = 305
/** How long programs may go on running after their tmux server has ended. Its end sends them HUP. */
const ORPHAN_GRACE_MS = 2_000

const LIST_ENDS = 'czar-list-ends'
/** The pause between two comparisons with the server, if changes come one after the other. */
const STORM_PAUSE_MS = 20

/** Turns what the tmux link reports into signals of the terminal port. The end of a program is signalled only once. */
export class PaneWatch implements LinkListener {
  readonly link: TmuxLink
  readonly book: PaneBook
  readonly streams: PaneStreams
  readonly #tell: (signal: TerminalSignal) => void
  readonly #log: (message: string) => void
  readonly #plan: ServerPlan
  readonly #childSignal = new ChildSignal()
  #isReconciling = false
  #isStale = false

  constructor(plan: ServerPlan, { tell, log }: { tell: (signal: TerminalSignal) => void; log: (message: string) => void }) {
    this.#plan = plan
    this.#tell = tell
    this.#log = log
    this.link = new TmuxLink(plan, this)
    this.book = new PaneBook({ tell, forget: pane => this.streams.forget(pane) })
    this.streams = new PaneStreams({
      onOutput: (pane, bytes, at) => {
        const isKnown = this.book.has(pane)
        if (isKnown) tell({ kind: 'output', pane, bytes, at })
        return isKnown
      },
      onTitle: (pane, title, at) => this.#onTitle(pane, title, at),
    })
  }

  /**
   * Records a new pane. The output that it already had is reported only after the caller has got its answer, because the caller does not
   * know the pane before.
   */
  enter(own: OwnPane): void {
    this.book.add(own)
    this.#arm()
    const title = this.streams.title(own.pane)
    setImmediate(() => {
      this.streams.tellNow(own.pane)
      // If the title has changed meanwhile, the newer title has already been reported.
      if (title !== null && title === this.streams.title(own.pane)) this.#onTitle(own.pane, title, Date.now())
    })
  }

  /** The id of the server that czar is attached to. Throws ToolError `server-gone` if there is none. */
  serverId(): ServerId {
    const server = this.link.server
    if (server === null) throw noServer('reading the id of the server', this.#plan.address.socketPath)
    return server.id
  }

  /** All current panes. Callers that ask at the same time share one list. */
  readonly list: () => Promise<readonly PaneRow[]> = shareNext(() => this.#list())

  async #list(): Promise<readonly PaneRow[]> {
    const what = 'listing the panes'
    const { blocks } = await this.link.run([LIST_PANES, ['display-message', '-p', LIST_ENDS]], { what })
    // Czar takes a pane that is missing from the list for gone. So an incomplete answer must not be used as a list.
    if (blocks.length !== 2 || blocks[1]?.lines[0] !== LIST_ENDS)
      throw tmuxFailure(what, 'the answer is incomplete', { command: LIST_PANES })
    return (blocks[0]?.lines ?? []).map(readPaneRow).filter(row => row !== null)
  }

  onBytes(pane: PaneId, bytes: Buffer): void {
    this.streams.read(pane, bytes)
  }

  /**
   * After skipped output, asks tmux for the pane's title, because the skipped part may have set a title that reports the program's end.
   */
  onGap(pane: PaneId): void {
    this.streams.noteGap(pane)
    const asked = this.link.ask([['display-message', '-p', '-t', pane, '#{pane_title}']], { what: 'reading a title' })
    asked.then(reply => this.streams.setTitle(pane, reply.blocks[0]?.lines[0] ?? '')).catch(this.#complain)
    this.onWake()
  }

  onWake(): void {
    this.#isStale = true
    if (!this.#isReconciling) void this.#reconcilePanes()
  }

  async onAttached(): Promise<void> {
    const rows = await this.list()
    await adoptPanes(
      this,
      rows.filter(row => row.name.startsWith(this.#plan.sessionPrefix)),
    )
    this.#arm()
    setImmediate(() => this.onWake())
  }

  onLost(server: ServerId): void {
    const orphans = this.close()
    this.#tell({ kind: 'server-lost', server, at: Date.now() })
    // The lost server closed the programs' terminals, which ends most programs. A program that ignores HUP would go on beside the agent
    // that replaces it, so czar ends it.
    endLeaders(orphans, { graceMs: ORPHAN_GRACE_MS, closeTerminal: async () => {} }).catch(this.#complain)
  }

  /** Forgets all panes and closes czar's clients, but leaves the server running. Returns the panes that were known. */
  close(): readonly OwnPane[] {
    this.#childSignal.stop()
    this.link.close()
    this.streams.clear()
    return this.book.clear()
  }

  readonly #complain = (error: unknown): void => {
    this.#log(error instanceof Error ? error.message : String(error))
  }

  async #reconcilePanes(): Promise<void> {
    this.#isReconciling = true
    while (this.#isStale && this.link.server !== null) {
      this.#isStale = false
      const { pid } = this.link.server
      await reconcilePanes({ book: this.book, list: () => this.list(), signalServer: () => sendChildSignal(pid) }).catch(this.#complain)
      this.#arm()
      // If 200 sessions are made at once, each of them reports a change. The pause lets one comparison serve many of these reports.
      if (this.#isStale) await new Promise(resolve => setTimeout(resolve, STORM_PAUSE_MS))
    }
    this.#isReconciling = false
  }

  #arm(): void {
    const loses = (this.link.server?.version ?? 0) < KEEPS_DEATHS
    this.#childSignal.arm(loses ? (this.link.server?.pid ?? null) : null, this.book.living)
  }

  #onTitle(pane: PaneId, title: string, at: number): void {
    if (!this.book.has(pane) || this.book.exitTitle(pane, title, at)) return
    this.#tell({ kind: 'title', pane, title })
  }
}
