import type { Event, GitActivity, Journaled, Strength, TurnState, WaitingFor } from './event.ts'
import type { CommitSha, PaneId, ServerId, SessionId, WorkerId } from './ids.ts'
import type { AgentProfile, GitIdentity, Policy } from './project.ts'
import type { Report } from './report.ts'

/** The hands: what the supervisor asks of the outside. Adapters implement these; they decide nothing. */

// ---------------------------------------------------------------------------------------------- terminal

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
  /** What is on the screen now, composited, one line a row, trailing blanks cut; `history`: so many lines above it too. */
  capture(pane: PaneId, history?: number): Promise<string>
  /** Guarded paste of the exact bytes, bracketed where the program asked for it; never sends Enter. */
  paste(pane: PaneId, text: string): Promise<PasteResult>
  /** tmux key names (`Enter`, `C-c`, `Down`); refused as a paste is. Both leave copy mode first. */
  keys(pane: PaneId, keys: readonly string[]): Promise<PasteResult>
  /** Ends the session and every process that was started in it: TERM, then KILL after `graceMs`. */
  end(session: SessionId, graceMs: number): Promise<void>
  /** Ends the whole server with all its sessions. */
  endServer(): Promise<void>
  /** Lets go of the server (it goes on). */
  close(): Promise<void>
}

// ------------------------------------------------------------------------------------------------- agents

export interface AgentLaunch {
  readonly worker: WorkerId
  readonly incarnation: number
  readonly profile: AgentProfile
  readonly policy: Policy
  /** The commands that prove its work: a brief asks the agent to run them itself first. */
  readonly accept: readonly string[]
  readonly cwd: string
  /** 0700 directory of this incarnation, owned by the adapter: settings files, hook scripts, signals. */
  readonly dir: string
  /** The agent's own session id to resume, or null. */
  readonly resume: string | null
  readonly git: GitIdentity | null
  /** Environment every agent gets (PATH with czar's own bin first, HOME, LANG, TERM, CZAR_*). */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentCommand {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** What an agent's own signals say. `incarnation` and worker are added by whoever watches. */
export type AgentObservation =
  | { readonly kind: 'ready'; readonly evidence: string; readonly strength: Strength }
  | {
      readonly kind: 'turn'
      readonly turn: TurnState
      readonly waitingFor: WaitingFor | null
      readonly text: string | null
      readonly evidence: string
      readonly strength: Strength
    }
  /** A prompt was taken: sha256 of the text after the profile's own known changes were undone, and its size. */
  | { readonly kind: 'receipt'; readonly sha256: string; readonly chars: number; readonly evidence: string }
  | { readonly kind: 'session'; readonly agentSession: string }

/** What the composited screen shows, as far as the profile can read it. */
export interface ScreenReading {
  readonly ready: boolean
  readonly busy: boolean
  /** A known dialog and the keys that answer it. */
  readonly dialog: { readonly text: string; readonly keys: readonly string[] } | null
  /** The composer as seen: 'unknown' where the profile has no pattern for it. */
  readonly composer: 'empty' | 'draft' | 'unknown'
  /** Characters of the draft, as far as it shows; null: there is none, or nobody can count it. */
  readonly draftChars: number | null
}

export interface AgentWatch {
  /** Everything observed so far, oldest first: receipts survive the czar, so a restart can ask for them. */
  readonly seen: () => readonly AgentObservation[]
  /** Looks again at once (status files that are polled rather than watched). */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface AgentsPort {
  /** Writes what the program needs into `dir` and says what to run. */
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  /** Watches one incarnation's signals; the listener is called for those already there too. */
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: string, title: string): ScreenReading
  /** The text as the program will take it (Claude Code turns each tab into four spaces): for receipts. */
  asTaken(profile: AgentProfile, text: string): string
}

// ---------------------------------------------------------------------------------------------------- git

export interface WorktreeSpec {
  readonly worker: WorkerId
  readonly path: string
  readonly branch: string
  readonly base: string
  /** Verified commits of dependencies the branch should start with, in order. */
  readonly includes: readonly CommitSha[]
  readonly identity: GitIdentity | null
}

export interface WorktreeResult {
  readonly path: string
  readonly branch: string
  readonly startSha: CommitSha
  /** Those of `includes` that `startSha` contains; the others conflicted and are left to the worker. */
  readonly includes: readonly CommitSha[]
  /** true: it was there already (after a restart of the czar). */
  readonly adopted: boolean
}

export interface WorkCheck {
  readonly commit: CommitSha | null
  readonly base: CommitSha
  /** Empty: the free checks passed. Each is a whole sentence for the worker. */
  readonly reasons: readonly string[]
}

export interface GitPort {
  /** Clones (URL) or checks (path) the repository, and says what is wrong with branches, before anything is made. */
  inspect(): Promise<void>
  ensureWorktree(spec: WorktreeSpec): Promise<WorktreeResult>
  /** Carries `setup` out in the worktree; untracked files that it leaves are nobody's work as long as they do not change. */
  aroundSetup(path: string, setup: () => Promise<void>): Promise<void>
  activity(path: string, startSha: CommitSha): Promise<GitActivity>
  /** Calls back (debounced) when refs, HEAD or files of this worktree changed. */
  watch(worker: WorkerId, path: string, listener: () => void): Promise<{ close(): Promise<void> }>
  /** Free checks of a claim: right branch, clean tree, commits, scope, protected files, conflict markers. */
  checkWork(work: {
    path: string
    branch: string
    fromSha: CommitSha
    owns: readonly string[]
    foreign: readonly string[]
    protect: readonly string[]
  }): Promise<WorkCheck>
  /** A fresh detached worktree at `commit`; remove it with `removeProof`. */
  makeProof(commit: CommitSha, path: string): Promise<void>
  removeProof(path: string): Promise<void>
  /** At start: removes the proofs that a killed czar left behind, and gives their paths. Never a worker's worktree. */
  pruneProofs(): Promise<readonly string[]>
  /** Snapshot of everything uncommitted to refs/czar/rescue/<worker>/<n>; null when there is nothing to save. */
  rescue(worker: WorkerId, path: string): Promise<string | null>
  /**
   * Removes a worker's worktree; its branch stays. Refuses (PreconditionError, losses in `details`) what is neither
   * committed nor rescued, unless `discard`: then the branch goes too. Always refuses while a process works in it.
   */
  removeWorktree(worker: WorkerId, path: string, how: { readonly discard: boolean }): Promise<void>
  /** When all worktrees are gone: removes the records of the branches, and branches without work; gives those that stay. */
  forgetBranches(): Promise<readonly string[]>
  /** Fetches the remote when there is one; a failure, and that it was cut off, is reported, not thrown. */
  fetch(signal?: AbortSignal): Promise<{ readonly ok: boolean; readonly reason: string | null }>
}

// --------------------------------------------------------------------------------------- gates, status

export interface GateRun {
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Absolute path the whole output (capped) is appended to. */
  readonly log: string
  readonly signal?: AbortSignal
}

export interface GateResult {
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'cancelled'
  readonly exitCode: number | null
  readonly durationMs: number
  /** Last 80 lines, control characters removed. */
  readonly tail: string
}

export interface GatesPort {
  /** Runs `sh -c command` in a process group of its own; every process of it is gone when this returns. */
  run(gate: GateRun): Promise<GateResult>
}

/** What the workers' own files say. */
export type ReportSignal =
  | { readonly kind: 'report'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'refused'; readonly worker: WorkerId; readonly reason: string }

// ------------------------------------------------------------------------------------- clock and journal

export interface Clock {
  /** ms since the epoch at start, then by the monotonic clock: a jump of the wall clock fires no timer. */
  now(): number
  /** Calls back at `at` (ms); the returned function cancels. */
  at(at: number, callback: () => void): () => void
}

/** The supervisor's pen: what is appended is durable when this returns. */
export interface Ledger {
  append(events: readonly Event[], at: number): readonly Journaled[]
}
