import type { LoginSign, Strength, TurnState, WaitingFor } from '../events/agent-event.ts'
import type { WorkerId } from '../model/ids.ts'
import type { LimitReading } from '../model/limit.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Hindrance, ProgramVersion } from '../model/program.ts'
import type { AgentProfile, GitIdentity } from '../model/project.ts'
import type { PromptMark } from '../model/prompt-kind.ts'
import type { UsageReading } from '../model/usage.ts'
import type { PaneScreen } from './pane-screen.ts'

export interface AgentLaunch {
  readonly worker: WorkerId
  readonly incarnation: number
  readonly profile: AgentProfile
  readonly policy: Policy
  /** The commands that will prove the agent's work. The brief asks the agent to run them before it claims to be done. */
  readonly accept: readonly string[]
  readonly cwd: string
  /** A folder for this one agent, with mode 0700. The adapter for its program keeps settings files, hook scripts and signals there. */
  readonly dir: string
  /** The program's own id of the conversation to resume, or null to begin a new one. */
  readonly resume: string | null
  readonly git: GitIdentity | null
  /** The environment that every agent gets: PATH with czar's own bin folder first, HOME, LANG, TERM and CZAR_*. */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentCommand {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** A signal from the agent's program itself. The watcher adds the worker, and the incarnation (number) of the agent. */
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
  /**
   * The program confirms that it took a text. It gives the sha256 and the length of the text before the changes that this program makes to
   * every text.
   */
  | { readonly kind: 'receipt'; readonly sha256: string; readonly chars: number; readonly evidence: string }
  | { readonly kind: 'session'; readonly agentSession: string }
  /**
   * The program replaced the conversation by a summary, in the same session. `said` is the time by the program's own clock, in ms since the
   * epoch.
   */
  | { readonly kind: 'compacted'; readonly said: number }
  /** The agent's turn ended because its program is not logged in. `text` is the message of the program. */
  | ({ readonly kind: 'logged_out'; readonly text: string } & LoginSign)
  | ({ readonly kind: 'logged_in' } & LoginSign)
  | ({ readonly kind: 'usage' } & UsageReading)
  /**
   * The account reached a usage limit. `resetAt` is when the limit ends (ms since the epoch), or null if the program did not say so and
   * czar must read it from the text.
   */
  | ({ readonly kind: 'limit'; readonly resetAt: number | null } & LimitReading)

/** The meaning of an agent's screen, by the rules for its program. */
export interface ScreenReading {
  readonly ready: boolean
  readonly busy: boolean
  /**
   * A dialog that czar knows, and the keys that answer it. `keys` is null if the dialog asks for a login, so only a person can answer it.
   */
  readonly dialog: { readonly text: string; readonly keys: readonly string[] | null } | null
  /** The content of the field for the next text. unknown: czar recognises no prompt, so it types nothing. */
  readonly composer: 'empty' | 'draft' | 'unknown'
  /**
   * The prompt by which czar recognised the field. It is undefined if there was no prompt, or if the rules for this program found the field
   * in another way.
   */
  readonly prompt?: PromptMark
  /** The question directly above the field for the next text, or null if there is none. */
  readonly question: string | null
  /** How many visible characters the draft has, or null if there is no draft or czar cannot tell. */
  readonly draftChars: number | null
  /** The error that the program shows while it waits to retry a failed request, or null if it does not wait. */
  readonly retrying: string | null
}

export interface AgentWatch {
  /**
   * Returns every signal so far, the oldest first. Receipts are kept in files, so a czar that starts again after a crash can read them too.
   */
  readonly seen: () => readonly AgentObservation[]
  /** Reads the signals now, because some status files cannot be watched for changes. */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The facts by which czar finds the version and the settings of a program, even if the program does not run. */
export interface ProgramSetting {
  readonly profile: AgentProfile
  readonly cwd: string
  /** The environment of every agent, together with the variables that this worker adds. */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentsPort {
  /** Writes the files that the program needs into `dir`, and returns the command that starts the program. */
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  /** Watches the signals of one agent. The listener is also called for the signals that came before. */
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /**
   * Returns the text in the form in which the program takes it. For example, Claude Code turns each tab into four spaces. Czar compares
   * receipts with this form.
   */
  asTaken(profile: AgentProfile, text: string): string
  /** Returns the user's settings that keep the program from working. It only reads files, and never rejects. */
  findHindrances(setting: ProgramSetting): Promise<readonly Hindrance[]>
  /**
   * Asks the program for its version. Returns null if czar was never tested with a version of this program, or if another command starts
   * the program.
   */
  readVersion(setting: ProgramSetting, signal: AbortSignal): Promise<ProgramVersion | null>
}
