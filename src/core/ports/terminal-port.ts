import type { MessageId, PaneId, ServerId, SessionId } from '../model/ids.ts'
import type { LineMode } from '../model/prompt-kind.ts'
import type { PaneScreen } from './pane-screen.ts'

export interface SessionSpec {
  /** The full name of the tmux session, of the characters `[a-z0-9_-]`, for example `gateway-worker-api`. */
  readonly name: string
  readonly argv: readonly string[]
  /** The absolute path of a folder that exists. */
  readonly cwd: string
  /** The whole environment of the program. It inherits nothing except the variables that tmux itself sets. */
  readonly env: Readonly<Record<string, string>>
  /** What the tmux session is labelled with. The labels remain when czar ends, so that `list()` can read them later. */
  readonly marks: { readonly worker: string; readonly incarnation: number }
  /**
   * The absolute path of a folder. The small program that starts the agent writes `agent.pid` there and, at the end, the exit status into
   * `exit`.
   */
  readonly exitDir: string
}

export interface SessionSnapshot {
  readonly server: ServerId
  readonly session: SessionId
  readonly pane: PaneId
  readonly name: string
  /** The process id of the program in the pane. It is the small program that starts the agent, not the agent itself. */
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
  /**
   * Whether the program has turned on bracketed paste. It is null if czar cannot know, because the program changed it while no czar was
   * running.
   */
  readonly bracketedPaste: boolean | null
  /** How the program's terminal takes input. It is null if unknown, or if czar did not ask because bracketed paste is on. */
  readonly lineMode: LineMode | null
  /**
   * How many people's terminals are attached and can type. `lastKeyAgoMs` says how many ms ago one of them last pressed a key, or is null
   * if none did.
   */
  readonly writers: number
  readonly lastKeyAgoMs: number | null
}

export type PasteResult =
  | { readonly outcome: 'pasted' }
  | { readonly outcome: 'refused'; readonly reason: 'dead' | 'input-off' | 'synchronized' | 'gone' | 'person-typing' }

/** A signal that comes from the terminal. `at` is the time when czar read its byte. */
export type TerminalSignal =
  | { readonly kind: 'output'; readonly pane: PaneId; readonly bytes: number; readonly at: number }
  | { readonly kind: 'title'; readonly pane: PaneId; readonly title: string }
  /**
   * The agent's program has ended with this exit status (128+n: by signal n). The small program that started it reports this by an escape
   * sequence or in the file `exit`.
   */
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
  /**
   * Starts the tmux server, or uses the one that is running, and attaches czar to it. It may be called again after the signal
   * `server-lost`.
   */
  start(): Promise<ServerId>
  onSignal(listener: (signal: TerminalSignal) => void): void
  create(spec: SessionSpec): Promise<SessionSnapshot>
  list(): Promise<readonly SessionSnapshot[]>
  facts(pane: PaneId): Promise<PaneFacts>
  /** Whether the program in the pane has ended, or the pane is gone. The call starts no process, so it is cheap. */
  isOver(pane: PaneId): Promise<boolean>
  /**
   * Returns the screen as it is now, one line per row, without blanks at the ends. `history` is the number of rows above the screen that
   * are returned too.
   */
  capture(pane: PaneId, history?: number): Promise<string>
  /** Returns the screen as it is now, with faint characters and the cursor, so that czar can find the prompt. */
  screen(pane: PaneId): Promise<PaneScreen>
  /**
   * Pastes exactly these bytes, as a bracketed paste if the program asked for that. It refuses if the pane is not in the expected state,
   * and never presses Enter. `given` is the id of the message. It is stored at the pane in the same step, so that czar can tell that it
   * pasted the message even if a journal has lost it.
   */
  paste(pane: PaneId, text: string, given?: MessageId): Promise<PasteResult>
  /**
   * Presses keys, given by their tmux names (`Enter`, `C-c`, `Down`). It refuses in the same cases as a paste. Paste and keys both end
   * tmux's copy mode first.
   */
  keys(pane: PaneId, keys: readonly string[]): Promise<PasteResult>
  /** Whether child processes of the agent in this pane use CPU time, or null if czar cannot tell. The call takes about a second. */
  childrenBusy(program: { readonly pid: number; readonly born: string | null }): Promise<boolean | null>
  /** Shows or removes a notice in the terminal. It tells the people who watch that a text waits until they stop typing. */
  showWaiting(pane: PaneId, isWaiting: boolean): Promise<void>
  /** Ends the session and all processes that were started in it. The processes get TERM, and after `graceMs` KILL. */
  end(session: SessionId, graceMs: number): Promise<void>
  /**
   * Ends processes that a worker's ended sessions have left, except those of the agent with the incarnation `keep`. With `worker` null, it
   * does so for all workers.
   */
  sweep(of: { readonly worker: string | null; readonly keep: number | null }, graceMs: number): Promise<void>
  /** Ends the tmux server with all sessions, and the processes that agents have left. */
  endServer(): Promise<void>
  /** Detaches czar from the tmux server, which keeps running. */
  close(): Promise<void>
}
