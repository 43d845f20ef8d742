import type { SteeringVerb } from '../events/command.ts'
import type { AlertConfig, QuietHours } from './alert.ts'
import type { Budget } from './budget.ts'
import type { ProjectName, TaskId, WorkerId } from './ids.ts'
import type { LimitKind } from './limit.ts'
import type { ModelPrice } from './model-price.ts'

/**
 * A project file after parsing, checking and filling in of defaults. Plain JSON: it is journalled whole.
 * Durations are milliseconds; paths are absolute.
 */
export interface Project {
  readonly name: ProjectName
  /** Absolute path of the YAML file it was read from. */
  readonly file: string
  /** Absolute path of the user's repository (the main checkout or a bare clone). */
  readonly repo: string
  /** Where `repo` is to be cloned from when it was given as a URL; null for a path. */
  readonly repoUrl: string | null
  readonly base: string
  readonly remote: string | null
  /** Absolute directory, outside the main checkout, that holds this project's worktrees. */
  readonly worktreesDir: string
  /** At most so many agents at once; the other workers wait for a seat. */
  readonly concurrency: number
  /** Is a detached supervisor that was killed or crashed launched again. */
  readonly watchdog: boolean
  readonly workers: readonly WorkerConfig[]
  readonly bonus: readonly BonusConfig[]
  /** Resolved profiles of every agent that a worker names, by profile name. */
  readonly agents: Readonly<Record<string, AgentProfile>>
  /** Accounts with a limit of their own, by name: at most so many agents at once. */
  readonly accounts: Readonly<Record<string, { readonly concurrency: number }>>
  readonly policy: Policy
  /** Who is told when something needs a person, and when. */
  readonly alerts: readonly AlertConfig[]
}

export interface WorkerConfig {
  readonly id: WorkerId
  /** Name of a profile in `agents`. */
  readonly agent: string
  /** The model that its agent is started with; null: the program's own choice. */
  readonly model: string | null
  /** Whose limits it shares with all other workers of the same account. */
  readonly account: string
  readonly branch: string
  /** Name of a text in prompts/roles/, or null. */
  readonly role: string | null
  readonly task: TaskText
  /** Globs (picomatch) relative to the repository root; empty: the whole repository. */
  readonly owns: readonly string[]
  /** Shell commands that prove the work; run by `sh -c` in a fresh worktree. Empty: only the free checks. */
  readonly accept: readonly string[]
  readonly dependsOn: readonly WorkerId[]
  /** true: the agent starts only when its dependencies are verified. false: it starts at once and is told. */
  readonly waitForDependencies: boolean
  readonly git: GitIdentity | null
  /** Shell commands run once in the new worktree before the agent starts (install, seed …). */
  readonly setup: readonly string[]
  /** Added to the agent's environment; values as written. */
  readonly env: Readonly<Record<string, string>>
  readonly budget: Budget
}

export interface BonusConfig {
  readonly id: TaskId
  readonly task: TaskText
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  /** Task ids (a worker's id is its primary task's id) that must be verified first. */
  readonly after: readonly TaskId[]
  readonly prefers: { readonly workers: readonly WorkerId[]; readonly roles: readonly string[] }
  /** Higher first; default 0. */
  readonly priority: number
}

export interface VerifyPolicy {
  readonly timeoutMs: number
  readonly attempts: number
  /** What happens to a claim that weakens what proves it. */
  readonly weakened: 'reject' | 'flag'
  /** What happens to a claim that brings what any reader would stop. */
  readonly content: 'reject' | 'flag'
}

export interface TaskText {
  /** The whole text, byte for byte as in the file but decoded from UTF-8. */
  readonly text: string
  /** sha256 (hex) of the UTF-8 bytes of `text`. */
  readonly sha256: string
  /** Absolute path of the task file, or null when written in the YAML. */
  readonly file: string | null
}

export interface GitIdentity {
  readonly name: string | null
  readonly email: string | null
  /** Absolute path of a private key, used as `ssh -i KEY -o IdentitiesOnly=yes`. */
  readonly sshKey: string | null
}

export type AgentKind = 'scripted' | 'command' | 'claude' | 'codex' | 'opencode' | 'gemini'

/** How to run and read one agent program. Patterns are JavaScript regular expressions, tried with flag `m`. */
export interface AgentProfile {
  readonly name: string
  readonly kind: AgentKind
  /** argv, never a shell string. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Names of variables passed on from the czar's own environment when they are set. */
  readonly passEnv: readonly string[]
  /** The program is ready for a first text when this shows on the screen; null: the profile has an exact signal. */
  readonly ready: { readonly screen: string } | null
  readonly busy: { readonly screen: string } | null
  readonly dialogs: readonly DialogRule[]
  /** What it shows when it has met a limit; tried in this order. */
  readonly limits: readonly LimitRule[]
  /** Keys (tmux names) that end the program politely, one after the other, e.g. ["C-c", "C-c"]. */
  readonly quit: readonly string[]
  /** How a text of several lines reaches the program: as one paste, line by line, or as one line that names its file. */
  readonly input: 'paste' | 'lines' | 'file'
  /** Longest text in UTF-16 units that the program takes whole. */
  readonly maxChars: number
  /** Pause after ready, before the first paste. */
  readonly settleMs: number
  /** So long the screen must stand still after a paste before Enter. */
  readonly enterDelayMs: number
  /** What its models cost and hold, by name. */
  readonly models: Readonly<Record<string, ModelPrice>>
  /** The model of its workers that name none. */
  readonly model: string | null
  /** The flag before a model's name; null: the program can not be given one. */
  readonly modelFlag: string | null
  /** Are the commands of a worker among the agent's MCP tools. */
  readonly mcp: boolean
  /** The account that its workers use unless they name their own; null: one of the profile's name. */
  readonly account: string | null
  /** Not ready within this: restart, then attention. */
  readonly startWithinMs: number
  /** At most so many of these agents at once; null: as many as the project allows. */
  readonly concurrency: number | null
  /** Does the program itself know `--resume SESSION`. */
  readonly resumes: boolean
}

/** A known start-up or mid-way dialog: the text that identifies it and the keys that answer it. */
export interface DialogRule {
  readonly screen: string
  readonly keys: readonly string[]
}

/** The words by which a program tells of a limit. */
export interface LimitRule {
  /** A group named `reset` is when it is over. */
  readonly screen: string
  readonly limit: LimitKind
  /** Looked for in so many of the screen's last lines that are not blank. */
  readonly lines: number
}

export interface Policy {
  readonly ackWithinMs: number
  readonly idleAfterMs: number
  readonly stuckAfterMs: number
  /** So long a bonus task stays with a worker that gives no sign of life. */
  readonly leaseMs: number
  /** How often a worker is asked (no ack, idle, stuck) before the next rung. */
  readonly nudges: number
  /** So full (0..1) an agent's context is handed off to a fresh one. */
  readonly context: { readonly handoffAt: number }
  readonly restart: RestartPolicy
  readonly verify: VerifyPolicy
  /** Globs nobody may change, in addition to other workers' territory. */
  readonly protect: readonly string[]
  /** Of the whole fleet; at `softShare` (0..1) of any budget nothing new is begun. */
  readonly budget: Budget & { readonly softShare: number }
  /** So many bytes stay free on the disks of worktrees and state: with less nobody new begins; 0: as long as it goes. */
  readonly diskReserve: number
  /** When nobody is told of anything; null: never. */
  readonly quietHours: QuietHours | null
  /** Commands to the czar that a process under an agent may give; all others are for people. */
  readonly workersMay: readonly SteeringVerb[]
  /** Tool patterns given to agents that ask for permission (Claude Code), and what happens to the rest. */
  readonly permissions: { readonly allow: readonly string[]; readonly otherwise: 'ask' | 'deny' | 'allow' }
  /** A worker's question calls a person (ask), or goes back to the worker first (decide); journals of earlier versions have none: ask. */
  readonly questions?: 'ask' | 'decide'
}

export interface RestartPolicy {
  readonly max: number
  readonly withinMs: number
  readonly backoffMinMs: number
  readonly backoffMaxMs: number
}
