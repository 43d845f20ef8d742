import type { SteeringVerb } from '../events/command.ts'
import type { AgentKind } from './agent-traits.ts'
import type { AlertConfig, QuietHours } from './alert.ts'
import type { Budget } from './budget.ts'
import type { CommitSha, ProjectName, TaskId, WorkerId } from './ids.ts'
import type { LimitKind } from './limit.ts'
import type { ModelPrice } from './model-price.ts'

/**
 * A project file that is parsed, validated and filled with defaults. Plain JSON, because the journal holds it whole. Durations are
 * milliseconds; paths are absolute.
 */
export interface Project {
  readonly name: ProjectName
  /** Absolute path of the project file. */
  readonly file: string
  /** Absolute path of the user's repository (the main checkout or a bare clone). */
  readonly repo: string
  /** The URL from which `repo` is cloned; null: the project file gives a path. */
  readonly repoUrl: string | null
  readonly base: string
  readonly remote: string | null
  /** Absolute directory, outside the main checkout, that holds this project's worktrees. */
  readonly worktreesDir: string
  /** Most agents at once; the other workers wait for a seat. */
  readonly concurrency: number
  /** Whether a watchdog relaunches a detached supervisor after a kill or crash. */
  readonly watchdog: boolean
  readonly workers: readonly WorkerConfig[]
  readonly bonus: readonly BonusConfig[]
  /** The resolved profiles of all agents that workers name, by profile name. */
  readonly agents: Readonly<Record<string, AgentProfile>>
  /** Accounts with a limit of their own, by name. concurrency: most agents at once. */
  readonly accounts: Readonly<Record<string, { readonly concurrency: number }>>
  readonly policy: Policy
  /** Alert channels for matters that need a person. */
  readonly alerts: readonly AlertConfig[]
}

export interface WorkerConfig {
  readonly id: WorkerId
  /** Name of a profile in `agents`. */
  readonly agent: string
  /** The model that its agent starts with; null: the program's default. */
  readonly model: string | null
  /** The account of this worker. All workers of an account share its limits. */
  readonly account: string
  readonly branch: string
  /** Name of a text in prompts/roles/, or null. */
  readonly role: string | null
  readonly task: TaskText
  /** Globs (picomatch) relative to the repository root; empty: the whole repository. */
  readonly owns: readonly string[]
  /** Shell commands that prove the work, run by `sh -c` in a fresh worktree. Empty: only the checks that run no command. */
  readonly accept: readonly string[]
  readonly dependsOn: readonly WorkerId[]
  /** true: the agent starts once its dependencies are verified. false: it starts at once, and is told when they are. */
  readonly waitForDependencies: boolean
  readonly git: GitIdentity | null
  /** Shell commands run once in the new worktree before the agent starts (install, seed …). */
  readonly setup: readonly string[]
  /** Variables added to the agent's environment, with their values as written. */
  readonly env: Readonly<Record<string, string>>
  readonly budget: Budget
  /**
   * The proven work that this worker reviews. Czar adds such a worker itself, so the project file does not contain it.
   * Absent: the worker does work of its own.
   */
  readonly reviews?: ReviewedWork
}

export interface ReviewedWork {
  readonly task: TaskId
  readonly commit: CommitSha
  /** The commit at which the work begins. */
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
  /** What happens to a claim that weakens its own tests or checks. */
  readonly weakened: 'reject' | 'flag'
  /** What happens to a claim with content that any reviewer would stop. */
  readonly content: 'reject' | 'flag'
}

export interface TaskText {
  /** The whole text as it is in the file, decoded from UTF-8. */
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

/** How to run and read one agent program. Patterns are JavaScript regular expressions with flag `m`. */
export interface AgentProfile {
  readonly name: string
  readonly kind: AgentKind
  /** A list of arguments, never a shell string. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Variables that are passed on from the czar's own environment, if set there. */
  readonly passEnv: readonly string[]
  /** Screen pattern that shows that the program is ready for its first text; null: the program signals it. */
  readonly ready: { readonly screen: string } | null
  readonly busy: { readonly screen: string } | null
  readonly dialogs: readonly DialogRule[]
  /** Screen patterns of a limit message, tried in this order. */
  readonly limits: readonly LimitRule[]
  /** Keys (tmux names) that quit the program cleanly, in order, e.g. ["C-c", "C-c"]. */
  readonly quit: readonly string[]
  /** How a multi-line text reaches the program: as one paste, line by line, or as one line that names its file. */
  readonly input: 'paste' | 'lines' | 'file'
  /** Longest text that the program takes whole, in UTF-16 units. */
  readonly maxChars: number
  /** Pause after the program is ready and before the first paste. */
  readonly settleMs: number
  /** How long the screen must stay unchanged after a paste before czar presses Enter. */
  readonly enterDelayMs: number
  /** Prices and context windows of the program's models, by name. */
  readonly models: Readonly<Record<string, ModelPrice>>
  /** The model for workers that name none. */
  readonly model: string | null
  /** The command line flag before a model's name; null: the program has none. */
  readonly modelFlag: string | null
  /** Whether the agent gets the worker commands as MCP tools. */
  readonly mcp: boolean
  /** The account for workers that name none; null: an account named like the profile. */
  readonly account: string | null
  /** How long the program may take to become ready. After that czar restarts it, and then calls a person. */
  readonly startWithinMs: number
  /** Most agents of this profile at once; null: only the project's limit applies. */
  readonly concurrency: number | null
  /** Whether the program itself supports `--resume SESSION`. */
  readonly resumes: boolean
}

/** A known dialog, at start-up or later: the text by which czar recognises it, and the keys that answer it. */
export interface DialogRule {
  readonly screen: string
  readonly keys: readonly string[]
}

/** A pattern for a program's limit message. */
export interface LimitRule {
  /** A group named `reset` captures when the limit ends. */
  readonly screen: string
  readonly limit: LimitKind
  /** How many of the screen's last non-blank lines are searched. */
  readonly lines: number
}

export interface Policy {
  readonly ackWithinMs: number
  readonly idleAfterMs: number
  readonly stuckAfterMs: number
  /** How long a worker without activity keeps a bonus task. */
  readonly leaseMs: number
  /** How often czar asks a worker (not acknowledged, idle, stuck) before it takes the next step. */
  readonly nudges: number
  /** How full the context (0..1) is when a fresh agent takes over. */
  readonly context: { readonly handoffAt: number }
  readonly restart: RestartPolicy
  readonly verify: VerifyPolicy
  /** Paths (globs) that no worker may change, besides other workers' territory. */
  readonly protect: readonly string[]
  /** The fleet's budget. At `softShare` (0..1) of any budget no new work starts. */
  readonly budget: Budget & { readonly softShare: number }
  /** Bytes to keep free on the disks of worktrees and state. Below that no worker starts; 0: no reserve. */
  readonly diskReserve: number
  /** When alerts are silent; null: never. */
  readonly quietHours: QuietHours | null
  /** Czar commands that a process under an agent may give. All other commands are for people only. */
  readonly workersMay: readonly SteeringVerb[]
  /** Tool patterns that are granted to agents which ask for permission (Claude Code), and what happens to other requests. */
  readonly permissions: { readonly allow: readonly string[]; readonly otherwise: 'ask' | 'deny' | 'allow' }
  /**
   * ask: a worker's question calls a person; decide: the question first goes back to the worker, which is to decide. Absent in earlier
   * journals: ask.
   */
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
  /** task: each proven task gets a request; sprint: the tested work of all tasks gets one. Absent in earlier journals: task. */
  readonly per?: 'task' | 'sprint'
  /** proven: a pull request is ready for review as soon as it is opened; reviewed: it stays a draft until somebody approves it. */
  readonly draftUntil: 'proven' | 'reviewed'
  /** The branch that pull requests are to be merged into; null: the project's base. */
  readonly base: string | null
  readonly labels: readonly string[]
  /** Logins, and teams as `organization/team`. */
  readonly reviewers: readonly string[]
  /** Most pull requests of this project that may be open at once. */
  readonly maxOpen: number
  /** green: a request that is ready is merged when its checks are green. Absent in earlier journals: never. */
  readonly autoMerge?: 'never' | 'green'
  /** Whether the request of a task that failed or was dropped is closed. Absent in earlier journals: no. */
  readonly closeOnAbandon?: boolean
}

export interface ReviewPolicy {
  /** An agent profile or a role. Reviewers are started like the workers that have it. */
  readonly by: string
  readonly when: 'proven' | 'never'
  /** gate: a finding that its command confirms sends the task back to its author, and the train waits for the review. */
  readonly verdict: 'advise' | 'gate'
  /** Whether an author whose task comes back also hears of the other findings. */
  readonly tellAuthor: boolean
  /** How long a review may take from its start to its findings. */
  readonly withinMs: number
}

/**
 * off: czar does not look for duplicates; tell: both workers are told; settle: the later worker also waits while czar tries the earlier
 * work for its task.
 */
export type DuplicatesPolicy = 'off' | 'tell' | 'settle'

export interface MergePolicy {
  /** omnibus: proven work is merged and tested as one tree on `omnibus/<project>`; branches: proven work stays on its branches. */
  readonly mode: 'omnibus' | 'branches'
  /** Commands that test the merged tree; empty: the accept commands of all tasks in it, each different command once. */
  readonly test: readonly string[]
  /** when_finished: base is moved to the tested tree at the end of a run. Absent in earlier journals: never. */
  readonly land?: 'never' | 'when_finished'
  /** Share (0..1) of other workers' lines that a worker's merge may drop. If it drops more, its work stays off the train. */
  readonly contentLoss: number
  /**
   * test: where both sides only add lines, both additions are kept and the tests decide; return: the task goes back to its worker. Absent
   * in earlier journals: return.
   */
  readonly additions?: 'test' | 'return'
}

export interface RestartPolicy {
  readonly max: number
  readonly withinMs: number
  readonly backoffMinMs: number
  readonly backoffMaxMs: number
}
