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
  /** The commands that prove its work; the brief asks the agent to run them first. */
  readonly accept: readonly string[]
  readonly cwd: string
  /** 0700 directory of this incarnation, owned by the adapter: settings files, hook scripts, signals. */
  readonly dir: string
  /** The agent's own session id to resume, or null. */
  readonly resume: string | null
  readonly git: GitIdentity | null
  /** Environment of every agent (PATH with czar's own bin first, HOME, LANG, TERM, CZAR_*). */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentCommand {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** A signal of the agent itself. The watcher adds worker and `incarnation`. */
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
  /** The agent took a prompt: sha256 and size of the text, with the profile's known changes undone. */
  | { readonly kind: 'receipt'; readonly sha256: string; readonly chars: number; readonly evidence: string }
  | { readonly kind: 'session'; readonly agentSession: string }
  /** The program replaced the conversation by a summary, in the same session. `said`: when, by its own clock (ms). */
  | { readonly kind: 'compacted'; readonly said: number }
  /** Its turn ended for lack of a login; `text`: the program's message. */
  | ({ readonly kind: 'logged_out'; readonly text: string } & LoginSign)
  | ({ readonly kind: 'logged_in' } & LoginSign)
  | ({ readonly kind: 'usage' } & UsageReading)
  /** `resetAt` (ms): as the program gave it; null: parse it from the text. */
  | ({ readonly kind: 'limit'; readonly resetAt: number | null } & LimitReading)

/** The profile's reading of the composited screen. */
export interface ScreenReading {
  readonly ready: boolean
  readonly busy: boolean
  /** A known dialog and the keys that answer it; keys null: it asks for a login, which needs a person. */
  readonly dialog: { readonly text: string; readonly keys: readonly string[] | null } | null
  /** State of the composer. unknown: no prompt is recognized, so send no key. */
  readonly composer: 'empty' | 'draft' | 'unknown'
  /** The mark that identified the composer; undefined: none, or the program's own reader found it. */
  readonly prompt?: PromptMark
  /** Text of a question directly above the composer; null: none. */
  readonly question: string | null
  /** Visible characters of the draft; null: no draft, or its length is unknown. */
  readonly draftChars: number | null
  /** The program's error text while it waits to retry a failed request; null: it does not wait. */
  readonly retrying: string | null
}

export interface AgentWatch {
  /** Everything observed so far, oldest first: receipts survive the czar, so a restarted one can read them. */
  readonly seen: () => readonly AgentObservation[]
  /** Polls at once (for status files that cannot be watched). */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Inputs for finding a program's version and settings, whether or not it runs. */
export interface ProgramSetting {
  readonly profile: AgentProfile
  readonly cwd: string
  /** Every agent's environment plus the worker's additions. */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentsPort {
  /** Writes the program's files into `dir` and returns the command to run. */
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  /** Watches one incarnation's signals; the listener also gets the existing ones. */
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text as the program takes it (Claude Code turns each tab into four spaces), for matching receipts. */
  asTaken(profile: AgentProfile, text: string): string
  /** User settings that hinder the program; reads files and never rejects. */
  findHindrances(setting: ProgramSetting): Promise<readonly Hindrance[]>
  /** Asks the program for its version; null: no measured version exists, or it runs behind another program. */
  readVersion(setting: ProgramSetting, signal: AbortSignal): Promise<ProgramVersion | null>
}
