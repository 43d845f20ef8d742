import type { MessageId, PaneId, ServerId, SessionId } from '../model/ids.ts'
import type { LineMode } from '../model/prompt-kind.ts'
import type { PaneScreen } from './pane-screen.ts'

export interface SessionSpec {
  /** Full session name, `[a-z0-9_-]`, e.g. `gateway-worker-api`. */
  readonly name: string
  readonly argv: readonly string[]
  /** Absolute path of an existing directory. */
  readonly cwd: string
  /** The program's whole environment. It inherits only the variables that tmux itself sets. */
  readonly env: Readonly<Record<string, string>>
  /** Marks that outlive the supervisor; `list()` reads them back. */
  readonly marks: { readonly worker: string; readonly incarnation: number }
  /** Absolute path of the directory in which the wrapper writes `agent.pid` and, at the end, `exit` (the status). */
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
  /** null: unknown, because the program switched it while no czar ran. */
  readonly bracketedPaste: boolean | null
  /** How the program's terminal takes input; null: unknown, or not asked because bracketed paste is on. */
  readonly lineMode: LineMode | null
  /** Number of attached clients that can type. `lastKeyAgoMs`: ms since the latest key of any of them (null: none). */
  readonly writers: number
  readonly lastKeyAgoMs: number | null
}

export type PasteResult =
  | { readonly outcome: 'pasted' }
  | { readonly outcome: 'refused'; readonly reason: 'dead' | 'input-off' | 'synchronized' | 'gone' | 'person-typing' }

/** A signal that the terminal sends. `at`: when its byte was read. */
export type TerminalSignal =
  | { readonly kind: 'output'; readonly pane: PaneId; readonly bytes: number; readonly at: number }
  | { readonly kind: 'title'; readonly pane: PaneId; readonly title: string }
  /** The wrapper reports the program's exit status (128+n: signal n) by an escape sequence or the exit file. */
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
  /** Starts or adopts the server and attaches the control clients. May be called again after `server-lost`. */
  start(): Promise<ServerId>
  onSignal(listener: (signal: TerminalSignal) => void): void
  create(spec: SessionSpec): Promise<SessionSnapshot>
  list(): Promise<readonly SessionSnapshot[]>
  facts(pane: PaneId): Promise<PaneFacts>
  /** Whether the pane's program has ended or the pane is gone. Starts no process, so frequent calls are cheap. */
  isOver(pane: PaneId): Promise<boolean>
  /** The screen as it is now, one line per row, without trailing blanks. `history`: how many lines of scrollback to include. */
  capture(pane: PaneId, history?: number): Promise<string>
  /** The screen as it is now, with faint characters and cursor, for finding the prompt. */
  screen(pane: PaneId): Promise<PaneScreen>
  /**
   * Pastes the exact bytes, bracketed if the program asked for it. Refused if the pane is not in the expected state.
   * Never sends Enter. `given` is the message's id, which is stored at the pane in the same step. If a journal has lost
   * the message, czar recognises it by this id.
   */
  paste(pane: PaneId, text: string, given?: MessageId): Promise<PasteResult>
  /** Sends keys by their tmux names (`Enter`, `C-c`, `Down`). Refused in the same cases as a paste. Both leave copy mode first. */
  keys(pane: PaneId, keys: readonly string[]): Promise<PasteResult>
  /** Whether child processes of this pane's agent use CPU; null: unknown. Takes about a second. */
  childrenBusy(program: { readonly pid: number; readonly born: string | null }): Promise<boolean | null>
  /** Shows or clears a notice to attached people that a text waits for them. */
  showWaiting(pane: PaneId, isWaiting: boolean): Promise<void>
  /** Ends the session and all processes started in it: TERM, then KILL after `graceMs`. */
  end(session: SessionId, graceMs: number): Promise<void>
  /** Ends processes that a worker's ended sessions left (null: all workers'), but not those of the incarnation `keep`. */
  sweep(of: { readonly worker: string | null; readonly keep: number | null }, graceMs: number): Promise<void>
  /** Ends the server with all sessions, and the processes that agents left. */
  endServer(): Promise<void>
  /** Detaches from the server, which keeps running. */
  close(): Promise<void>
}
