import type { SteeringVerb } from '../events/command.ts'
import type { AgentKind } from './agent-traits.ts'
import type { AlertConfig, QuietHours } from './alert.ts'
import type { Budget } from './budget.ts'
import type { CommitSha, ProjectName, TaskId, WorkerId } from './ids.ts'
import type { LimitKind } from './limit.ts'
import type { ModelPrice } from './model-price.ts'

/**
 * A project file after parsing, validation and defaulting. Plain JSON: it is journalled whole.
 * Durations are milliseconds; paths are absolute.
 */
export interface Project {
  readonly name: ProjectName
  /** Absolute path of the YAML file it was read from. */
  readonly file: string
  /** Absolute path of the user's repository (the main checkout or a bare clone). */
  readonly repo: string
  /** The URL to clone `repo` from; null when the project file gives a path. */
  readonly repoUrl: string | null
  readonly base: string
  readonly remote: string | null
  /** Absolute directory, outside the main checkout, that holds this project's worktrees. */
  readonly worktreesDir: string
  /** Most agents at once; the other workers wait for a seat. */
  readonly concurrency: number
  /** Whether a detached supervisor is relaunched after a kill or crash. */
  readonly watchdog: boolean
  readonly workers: readonly WorkerConfig[]
  readonly bonus: readonly BonusConfig[]
  /** Resolved profiles of every agent that a worker names, by profile name. */
  readonly agents: Readonly<Record<string, AgentProfile>>
  /** Accounts with their own limit, by name; concurrency: most agents at once. */
  readonly accounts: Readonly<Record<string, { readonly concurrency: number }>>
  readonly policy: Policy
  /** Alert channels for matters that need a person. */
  readonly alerts: readonly AlertConfig[]
}

export interface WorkerConfig {
  readonly id: WorkerId
  /** Name of a profile in `agents`. */
  readonly agent: string
  /** The model its agent starts with; null: the program's default. */
  readonly model: string | null
  /** The account whose limits it shares with the account's other workers. */
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
  /** true: the agent starts once its dependencies are verified. false: it starts at once and is notified later. */
  readonly waitForDependencies: boolean
  readonly git: GitIdentity | null
  /** Shell commands run once in the new worktree before the agent starts (install, seed …). */
  readonly setup: readonly string[]
  /** Added to the agent's environment; values as written. */
  readonly env: Readonly<Record<string, string>>
  readonly budget: Budget
  /** The proven work that it reviews: czar added it for that, and the project file does not name it. Absent: it does work of its own. */
  readonly reviews?: ReviewedWork
}

export interface ReviewedWork {
  readonly task: TaskId
  readonly commit: CommitSha
  /** Where the work begins. */
  readonly from: CommitSha
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
  /** Treatment of a claim that weakens its own tests or checks. */
  readonly weakened: 'reject' | 'flag'
  /** Treatment of a claim with content that any reviewer would stop. */
  readonly content: 'reject' | 'flag'
}

export interface TaskText {
  /** The whole text, as in the file but decoded from UTF-8. */
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

/** How to run and read one agent program. Patterns are JavaScript regular expressions, tried with flag `m`. */
export interface AgentProfile {
  readonly name: string
  readonly kind: AgentKind
  /** argv, never a shell string. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Variables passed on from the czar's own environment when set. */
  readonly passEnv: readonly string[]
  /** Screen pattern that shows the program is ready for its first text; null: the profile has an exact signal. */
  readonly ready: { readonly screen: string } | null
  readonly busy: { readonly screen: string } | null
  readonly dialogs: readonly DialogRule[]
  /** Screen patterns of a limit; tried in this order. */
  readonly limits: readonly LimitRule[]
  /** Keys (tmux names) that quit the program cleanly, in order, e.g. ["C-c", "C-c"]. */
  readonly quit: readonly string[]
  /** How a multi-line text reaches the program: as one paste, line by line, or as one line that names its file. */
  readonly input: 'paste' | 'lines' | 'file'
  /** Longest text the program takes whole, in UTF-16 units. */
  readonly maxChars: number
  /** Pause after ready, before the first paste. */
  readonly settleMs: number
  /** How long the screen must stay unchanged after a paste before Enter. */
  readonly enterDelayMs: number
  /** Prices and context windows of its models, by name. */
  readonly models: Readonly<Record<string, ModelPrice>>
  /** Default model for workers that name none. */
  readonly model: string | null
  /** The flag before a model's name; null: the program has none. */
  readonly modelFlag: string | null
  /** Whether the agent gets the worker commands as MCP tools. */
  readonly mcp: boolean
  /** Default account of its workers; null: an account named like the profile. */
  readonly account: string | null
  /** Time limit to become ready; beyond it: restart, then attention. */
  readonly startWithinMs: number
  /** Most of these agents at once; null: only the project's limit applies. */
  readonly concurrency: number | null
  /** Whether the program itself supports `--resume SESSION`. */
  readonly resumes: boolean
}

/** A known dialog, at start-up or later: the text that identifies it and the keys that answer it. */
export interface DialogRule {
  readonly screen: string
  readonly keys: readonly string[]
}

/** A pattern for a program's limit message. */
export interface LimitRule {
  /** A group named `reset` captures when the limit ends. */
  readonly screen: string
  readonly limit: LimitKind
  /** Number of the screen's last non-blank lines to search. */
  readonly lines: number
}

export interface Policy {
  readonly ackWithinMs: number
  readonly idleAfterMs: number
  readonly stuckAfterMs: number
  /** How long a bonus task stays with a worker that shows no activity. */
  readonly leaseMs: number
  /** Number of questions to a worker (no ack, idle, stuck) before the next rung. */
  readonly nudges: number
  /** Context fill (0..1) at which a fresh agent takes over. */
  readonly context: { readonly handoffAt: number }
  readonly restart: RestartPolicy
  readonly verify: VerifyPolicy
  /** Globs no worker may change, besides other workers' territory. */
  readonly protect: readonly string[]
  /** The fleet's budget; at `softShare` (0..1) of any budget no new work starts. */
  readonly budget: Budget & { readonly softShare: number }
  /** Bytes to keep free on the disks of worktrees and state; below that no worker starts; 0: no reserve. */
  readonly diskReserve: number
  /** When alerts are silent; null: never. */
  readonly quietHours: QuietHours | null
  /** Czar commands that a process under an agent may give; all others are for people only. */
  readonly workersMay: readonly SteeringVerb[]
  /** Tool patterns granted to agents that ask for permission (Claude Code), and the treatment of the rest. */
  readonly permissions: { readonly allow: readonly string[]; readonly otherwise: 'ask' | 'deny' | 'allow' }
  /** ask: a worker's question calls a person; decide: it first goes back to the worker. Absent in earlier journals: ask. */
  readonly questions?: 'ask' | 'decide'
  /** What happens when work in progress conflicts. Absent in earlier journals: tell. */
  readonly forecast?: 'tell' | 'pause' | 'off'
  /** What happens to proven work. Absent in earlier journals: nothing. */
  readonly merge?: MergePolicy
  /** Pull requests for proven work. null, and absent in earlier journals: none are opened. */
  readonly pullRequests?: PullRequestPolicy | null
  /** Who reviews proven work; null or absent: nobody. */
  readonly review?: ReviewPolicy | null
  /** What happens when two tasks are the same work. Absent in earlier journals: nothing. */
  readonly duplicates?: DuplicatesPolicy
}

export interface PullRequestPolicy {
  /** proven: a request is ready for review as soon as it is opened; reviewed: it is a draft until somebody approves it. */
  readonly draftUntil: 'proven' | 'reviewed'
  /** The branch that requests are to be merged into; null: the project's base. */
  readonly base: string | null
  readonly labels: readonly string[]
  /** Logins, and teams as `organization/team`. */
  readonly reviewers: readonly string[]
  /** Most requests of this project that are open at once. */
  readonly maxOpen: number
}

export interface ReviewPolicy {
  /** Agent profile of the reviewers, or a role: they are started like the workers that have it. */
  readonly by: string
  readonly when: 'proven' | 'never'
  /** gate: what a command shows sends the task back to its author, and the train waits for the review. */
  readonly verdict: 'advise' | 'gate'
  /** Whether an author that gets its task back hears of the other findings too. */
  readonly tellAuthor: boolean
  /** Longest time from its start to its findings. */
  readonly withinMs: number
}

/** off: nobody looks; tell: both workers are told; settle: the later one also waits while the earlier work is tried for its task. */
export type DuplicatesPolicy = 'off' | 'tell' | 'settle'

export interface MergePolicy {
  /** omnibus: proven work is merged and tested as one tree on `omnibus/<project>`; branches: it stays on its branches. */
  readonly mode: 'omnibus' | 'branches'
  /** Commands that test the merged tree; empty: the accept commands of all tasks in it, each distinct one once. */
  readonly test: readonly string[]
  /** when_finished: the tested tree is put on base at the end of a run. Absent in earlier journals: never. */
  readonly land?: 'never' | 'when_finished'
  /** Share (0..1) of the lines of others that a worker's merge may drop; with more, its work stays off the train. */
  readonly contentLoss: number
  /** test: where both sides only add lines, both are kept and the tests decide; return: the task goes back. Absent in earlier journals: return. */
  readonly additions?: 'test' | 'return'
}

export interface RestartPolicy {
  readonly max: number
  readonly withinMs: number
  readonly backoffMinMs: number
  readonly backoffMaxMs: number
}
