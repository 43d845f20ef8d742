import type { PaneId, SessionId } from '../../../core/model/ids.ts'
import type { TerminalSignal } from '../../../core/ports/terminal-port.ts'
import { sealOf } from './exit-files.ts'
import { readExitTitle } from './wrapper-script.ts'

/** A worker's pane that this czar created or took over from an earlier czar. */
export interface OwnPane {
  readonly session: SessionId
  readonly pane: PaneId
  readonly name: string
  /** The shell around the agent. `born` is its start time, if it still ran when czar looked. */
  readonly pid: number
  readonly born: string | null
  readonly seal: string
  readonly exitDir: string
}

interface Entry extends OwnPane {
  readonly number: number
  /**
   * True if the end of the pane's program has been reported. Escape sequence, exit file and tmux may each report it, and the first of them
   * counts.
   */
  isOver: boolean
  /** True if czar itself is ending the pane. Then only the closing of its session is reported, and not the end of its program. */
  isEnding: boolean
}

/** Records czar's panes, and reports the end of each pane exactly once. */
export class PaneBook {
  readonly #tell: (signal: TerminalSignal) => void
  readonly #forget: (pane: PaneId) => void
  readonly #entries = new Map<PaneId, Entry>()
  #count = 0

  /** `tell` gets the reports. `forget` is called for a pane whose session is closed. */
  constructor({ tell, forget }: { readonly tell: (signal: TerminalSignal) => void; readonly forget: (pane: PaneId) => void }) {
    this.#tell = tell
    this.#forget = forget
  }

  /** How many panes were ever recorded. If tmux was asked at a lower count, its answer says nothing about the panes that came later. */
  get count(): number {
    return this.#count
  }

  /** How many of the panes have a program that has not ended. */
  get living(): number {
    return [...this.#entries.values()].filter(entry => !entry.isOver).length
  }

  add(own: OwnPane): void {
    this.#count += 1
    this.#entries.set(own.pane, { ...own, number: this.#count, isOver: false, isEnding: false })
  }

  has(pane: PaneId): boolean {
    return this.#entries.has(pane)
  }

  get(pane: PaneId): OwnPane | null {
    return this.#entries.get(pane) ?? null
  }

  isOver(pane: PaneId): boolean {
    return this.#entries.get(pane)?.isOver ?? true
  }

  /** The panes that were already recorded when `count` was this number. */
  upTo(count: number): readonly OwnPane[] {
    return [...this.#entries.values()].filter(entry => entry.number <= count)
  }

  ofSession(session: SessionId): readonly OwnPane[] {
    return [...this.#entries.values()].filter(entry => entry.session === session)
  }

  /** Czar is about to end this session (null: all sessions). From now on only the closing of the session is reported. */
  ending(session: SessionId | null): void {
    for (const entry of this.#entries.values()) if (session === null || entry.session === session) entry.isEnding = true
  }

  /** If the title is a true report of the program's end, passes the end on (once) and returns true. */
  exitTitle(pane: PaneId, title: string, at: number): boolean {
    const entry = this.#entries.get(pane)
    const exit = readExitTitle(title)
    if (entry === undefined || exit === null || sealOf(exit.nonce) !== entry.seal) return false
    this.exited(pane, exit.status, at)
    return true
  }

  exited(pane: PaneId, status: number, at: number): void {
    this.#end(pane, { kind: 'program-exited', pane, status, at })
  }

  died(pane: PaneId, end: { readonly status: number | null; readonly signal: number | null }): void {
    this.#end(pane, { kind: 'pane-died', pane, ...end, at: Date.now() })
  }

  /** Forgets a pane whose session is gone, and reports that the session was closed. */
  closed(pane: PaneId): void {
    const entry = this.#entries.get(pane)
    if (entry === undefined) return
    this.#entries.delete(pane)
    this.#forget(pane)
    this.#tell({ kind: 'session-closed', session: entry.session, name: entry.name, at: Date.now() })
  }

  clear(): readonly OwnPane[] {
    const all = [...this.#entries.values()]
    this.#entries.clear()
    return all
  }

  #end(pane: PaneId, signal: TerminalSignal): void {
    const entry = this.#entries.get(pane)
    if (entry === undefined || entry.isOver) return
    entry.isOver = true
    if (!entry.isEnding) this.#tell(signal)
  }
}
