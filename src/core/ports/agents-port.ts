import type { LoginSign, Strength, TurnState, WaitingFor } from '../events/agent-event.ts'
import type { WorkerId } from '../model/ids.ts'
import type { LimitReading } from '../model/limit.ts'
import type { Hindrance, ProgramVersion } from '../model/program.ts'
import type { AgentProfile, GitIdentity, Policy } from '../model/project.ts'
import type { PromptMark } from '../model/prompt-kind.ts'
import type { UsageReading } from '../model/usage.ts'
import type { PaneScreen } from './pane-screen.ts'

export interface AgentLaunch {
  readonly worker: WorkerId
  readonly incarnation: number
  readonly profile: AgentProfile
  readonly policy: Policy
  /** The commands that will prove the agent's work. The brief asks the agent to run them first. */
  readonly accept: readonly string[]
  readonly cwd: string
  /** The directory of this incarnation, mode 0700, owned by the adapter: settings files, hook scripts, signals. */
  readonly dir: string
  /** The agent's own session id to resume, or null. */
  readonly resume: string | null
  readonly git: GitIdentity | null
  /** The environment of every agent (PATH with czar's own bin first, HOME, LANG, TERM, CZAR_*). */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentCommand {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** A signal of the agent program itself. The watcher adds worker and `incarnation`. */
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
  /** The agent took a text: sha256 and size of the text, without the changes that this program is known to make to it. */
  | { readonly kind: 'receipt'; readonly sha256: string; readonly chars: number; readonly evidence: string }
  | { readonly kind: 'session'; readonly agentSession: string }
  /** The program replaced the conversation by a summary within the same session. `said`: when, by its own clock (ms). */
  | { readonly kind: 'compacted'; readonly said: number }
  /** The agent's turn ended because it has no login; `text`: the program's message. */
  | ({ readonly kind: 'logged_out'; readonly text: string } & LoginSign)
  | ({ readonly kind: 'logged_in' } & LoginSign)
  | ({ readonly kind: 'usage' } & UsageReading)
  /** `resetAt` (ms): the time that the program gave; null: czar reads it from the text. */
  | ({ readonly kind: 'limit'; readonly resetAt: number | null } & LimitReading)

/** What the agent's driver reads from the screen. */
export interface ScreenReading {
  readonly ready: boolean
  readonly busy: boolean
  /** A known dialog and the keys that answer it; keys null: it asks for a login, so a person must answer. */
  readonly dialog: { readonly text: string; readonly keys: readonly string[] | null } | null
  /** State of the composer. unknown: no prompt is recognised, so czar sends no key. */
  readonly composer: 'empty' | 'draft' | 'unknown'
  /**
   * The mark by which czar recognised the composer; undefined: there was no mark, or the program's own reader found the
   * composer.
   */
  readonly prompt?: PromptMark
  /** The question directly above the composer; null: none. */
  readonly question: string | null
  /** Number of visible characters of the draft; null: there is no draft, or its length is unknown. */
  readonly draftChars: number | null
  /** The error that the program shows while it waits to retry a failed request; null: it does not wait. */
  readonly retrying: string | null
}

export interface AgentWatch {
  /** Everything observed so far, oldest first. Receipts survive the czar, so a restarted czar can read them. */
  readonly seen: () => readonly AgentObservation[]
  /** Polls at once. Some status files cannot be watched. */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What czar needs to find out a program's version and settings, whether or not the program runs. */
export interface ProgramSetting {
  readonly profile: AgentProfile
  readonly cwd: string
  /** Every agent's environment plus the worker's additions. */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentsPort {
  /** Writes the program's files into `dir` and returns the command to run. */
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  /** Watches one incarnation's signals. The listener also gets the signals that exist already. */
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text as the program takes it (Claude Code turns each tab into four spaces). Receipts are matched with this text. */
  asTaken(profile: AgentProfile, text: string): string
  /** The user's settings that hinder the program. This reads files and never rejects. */
  findHindrances(setting: ProgramSetting): Promise<readonly Hindrance[]>
  /** Asks the program for its version; null: czar knows no measured version of it, or a wrapper starts the program. */
  readVersion(setting: ProgramSetting, signal: AbortSignal): Promise<ProgramVersion | null>
}
