import type { MessageId, PaneId, ServerId, SessionId } from '../model/ids.ts'
import type { LineMode } from '../model/prompt-kind.ts'
import type { PaneScreen } from './pane-screen.ts'

export interface SessionSpec {
  /** Full session name, `[a-z0-9_-]`, e.g. `gateway-worker-api`. */
  readonly name: string
  readonly argv: readonly string[]
  /** Absolute, must exist. */
  readonly cwd: string
  /** The whole environment of the program: nothing is inherited but what tmux itself sets. */
  readonly env: Readonly<Record<string, string>>
  /** Marks that survive the supervisor: read back by `list()`. */
  readonly marks: { readonly worker: string; readonly incarnation: number }
  /** Absolute directory into which the wrapper writes `agent.pid` and, at the end, `exit` (the status). */
  readonly exitDir: string
}

export interface SessionSnapshot {
  readonly server: ServerId
  readonly session: SessionId
  readonly pane: PaneId
  readonly name: string
  /** pid of the pane's program (the wrapper). */
  readonly pid: number
  readonly dead: boolean
  readonly marks: { readonly worker: string; readonly incarnation: number } | null
}

export interface PaneFacts {
  readonly dead: boolean
  readonly deadStatus: number | null
  readonly inMode: boolean
  readonly inputOff: boolean
  readonly synchronized: boolean
  readonly title: string
  readonly width: number
  readonly height: number
  /** null: unknown (the czar was not there when the program switched it). */
  readonly bracketedPaste: boolean | null
  /** How its terminal line takes input; null: unknown, or not asked because bracketed paste is on. */
  readonly lineMode: LineMode | null
  /** Attached clients that can type, and ms since the last key of the most recent of them (null: none). */
  readonly writers: number
  readonly lastKeyAgoMs: number | null
}

export type PasteResult =
  | { readonly outcome: 'pasted' }
  | { readonly outcome: 'refused'; readonly reason: 'dead' | 'input-off' | 'synchronized' | 'gone' | 'person-typing' }

/** What the terminal says without being asked. `at` is taken when the byte was read. */
export type TerminalSignal =
  | { readonly kind: 'output'; readonly pane: PaneId; readonly bytes: number; readonly at: number }
  | { readonly kind: 'title'; readonly pane: PaneId; readonly title: string }
  /** The wrapper's word, by escape sequence or exit file: the program ended with this status (128+n: signal n). */
  | { readonly kind: 'program-exited'; readonly pane: PaneId; readonly status: number; readonly at: number }
  | {
      readonly kind: 'pane-died'
      readonly pane: PaneId
      readonly status: number | null
      readonly signal: number | null
      readonly at: number
    }
  | { readonly kind: 'session-closed'; readonly session: SessionId; readonly name: string; readonly at: number }
  | { readonly kind: 'server-lost'; readonly server: ServerId; readonly at: number }

export interface TerminalPort {
  /** Makes or adopts the server and attaches the control clients; safe to call again after `server-lost`. */
  start(): Promise<ServerId>
  onSignal(listener: (signal: TerminalSignal) => void): void
  create(spec: SessionSpec): Promise<SessionSnapshot>
  list(): Promise<readonly SessionSnapshot[]>
  facts(pane: PaneId): Promise<PaneFacts>
  /** Has its program ended, or is the pane gone? Of the facts the one that costs no program: it may be asked again and again. */
  isOver(pane: PaneId): Promise<boolean>
  /** What is on the screen now, composited, one line a row, trailing blanks cut; `history`: so many lines above it too. */
  capture(pane: PaneId, history?: number): Promise<string>
  /** The screen now, with its faint characters and its cursor: what a prompt is known by. */
  screen(pane: PaneId): Promise<PaneScreen>
  /**
   * Guarded paste of the exact bytes, bracketed where the program asked for it; never sends Enter. `given`: the message it
   * belongs to, kept at the pane in the same step, so that a journal that has lost it is found out.
   */
  paste(pane: PaneId, text: string, given?: MessageId): Promise<PasteResult>
  /** tmux key names (`Enter`, `C-c`, `Down`); refused as a paste is. Both leave copy mode first. */
  keys(pane: PaneId, keys: readonly string[]): Promise<PasteResult>
  /** Do programs that this pane's agent started use the processor? null: unknown. Takes about a second. */
  childrenBusy(program: { readonly pid: number; readonly born: string | null }): Promise<boolean | null>
  /** Tells whoever is attached that a text waits for them; false: no longer. */
  showWaiting(pane: PaneId, isWaiting: boolean): Promise<void>
  /** Ends the session and every process that was started in it: TERM, then KILL after `graceMs`. */
  end(session: SessionId, graceMs: number): Promise<void>
  /** Ends what agents of one worker (null: of all) started and left when their session ended, but not the incarnation `keep`. */
  sweep(of: { readonly worker: string | null; readonly keep: number | null }, graceMs: number): Promise<void>
  /** Ends the whole server with all its sessions, and what agents left. */
  endServer(): Promise<void>
  /** Lets go of the server (it goes on). */
  close(): Promise<void>
}
