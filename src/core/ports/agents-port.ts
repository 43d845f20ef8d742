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
  /** The program put a summary in the place of the conversation, in the same session. `said`: when, by its own clock (ms). */
  | { readonly kind: 'compacted'; readonly said: number }
  /** Its turn ended for want of a login; `text`: in its own words. */
  | ({ readonly kind: 'logged_out'; readonly text: string } & LoginSign)
  | ({ readonly kind: 'logged_in' } & LoginSign)
  | ({ readonly kind: 'usage' } & UsageReading)
  /** `resetAt` (ms): as the program gave it; null: as far as its text says. */
  | ({ readonly kind: 'limit'; readonly resetAt: number | null } & LimitReading)

/** What the composited screen shows, as far as the profile can read it. */
export interface ScreenReading {
  readonly ready: boolean
  readonly busy: boolean
  /** A known dialog and the keys that answer it; null: it asks for a login, which is a person's. */
  readonly dialog: { readonly text: string; readonly keys: readonly string[] | null } | null
  /** The composer as seen. unknown: no prompt is positively seen, and no key may be sent. */
  readonly composer: 'empty' | 'draft' | 'unknown'
  /** How the composer was known; undefined: it was not, or its program's own reader found it. */
  readonly prompt?: PromptMark
  /** A question that stands right above the composer, in words; null: none. */
  readonly question: string | null
  /** Characters of the draft, as far as it shows; null: there is none, or nobody can count it. */
  readonly draftChars: number | null
  /** The program waits to try a failed request again: what the request met, in the program's words; null: it does not. */
  readonly retrying: string | null
}

export interface AgentWatch {
  /** Everything observed so far, oldest first: receipts survive the czar, so a restart can ask for them. */
  readonly seen: () => readonly AgentObservation[]
  /** Looks again at once (status files that are polled rather than watched). */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A program that is not started yet, or runs already: by what its version and its settings are found. */
export interface ProgramSetting {
  readonly profile: AgentProfile
  readonly cwd: string
  /** What every agent gets, and what its worker adds. */
  readonly baseEnv: Readonly<Record<string, string>>
}

export interface AgentsPort {
  /** Writes what the program needs into `dir` and says what to run. */
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  /** Watches one incarnation's signals; the listener is called for those already there too. */
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text as the program will take it (Claude Code turns each tab into four spaces): for receipts. */
  asTaken(profile: AgentProfile, text: string): string
  /** Settings that are in the way of the program: read from files, and never rejecting. */
  findHindrances(setting: ProgramSetting): Promise<readonly Hindrance[]>
  /** Asks the program for its version; null: nothing was measured of it, or it runs behind another program. */
  readVersion(setting: ProgramSetting, signal: AbortSignal): Promise<ProgramVersion | null>
}
