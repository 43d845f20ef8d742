import type { TaskAttempt } from '../events/proof/attempts-event.ts'
import type { AgentKind } from './agent-traits.ts'
import type { AlertConfig } from './alert.ts'
import type { Budget } from './budget.ts'
import type { CommitSha, ProjectName, TaskId, WorkerId } from './ids.ts'
import type { LimitKind } from './limit.ts'
import type { ModelPrice } from './model-price.ts'
import type { Policy } from './policy/policy.ts'
import type { StageConfig } from './stages/stage.ts'

/**
 * A project file after czar has read and checked it and filled in the defaults. It is plain JSON, because the journal stores the whole of
 * it. Times are in milliseconds, and paths are absolute.
 */
export interface Project {
  readonly name: ProjectName
  /** The absolute path of the project file. */
  readonly file: string
  /** The absolute path of the user's repository: the main checkout or a bare clone. */
  readonly repo: string
  /** The address from which `repo` is cloned, or null if the project file names a path. */
  readonly repoUrl: string | null
  readonly base: string
  readonly remote: string | null
  /** The absolute path of the folder that has this project's worktrees. It is outside of the main checkout. */
  readonly worktreesDir: string
  /** At most this many agents run at once. The other workers wait. */
  readonly concurrency: number
  /** Set if the project file names no limit, so that `concurrency` is the number of workers. */
  readonly runsAll?: true
  /** Whether a watchdog starts czar again after it was killed or crashed, if czar runs in the background. */
  readonly watchdog: boolean
  readonly workers: readonly WorkerConfig[]
  readonly bonus: readonly BonusConfig[]
  /** The profiles of all agents that workers use, by name and with all values filled in. */
  readonly agents: Readonly<Record<string, AgentProfile>>
  /** The accounts that have a limit of their own, by name. `concurrency` is how many agents may use the account at once. */
  readonly accounts: Readonly<Record<string, { readonly concurrency: number }>>
  readonly policy: Policy
  /** The channels for alerts about things that need a person. */
  readonly alerts: readonly AlertConfig[]
  /**
   * For agent profiles of this project, how many first claims were checked before this launch, and how many of them were right. A profile
   * without earlier work is left out. Absent means that nothing is known.
   */
  readonly experience?: Readonly<Record<string, { readonly claimed: number; readonly rightFirst: number }>>
}

/** A profile that a worker with `agent: auto` may get, with the model and the account that it then has. */
export interface AgentCandidate {
  readonly agent: string
  readonly model: string | null
  readonly account: string
}

export interface WorkerConfig {
  readonly id: WorkerId
  /** The name of a profile in `agents`. */
  readonly agent: string
  /** The model with which the worker's agent starts. null means the program's default. */
  readonly model: string | null
  /** The account that the worker uses. All workers of an account share its limits. */
  readonly account: string
  readonly branch: string
  /** The name of a text in prompts/roles/, or null if the worker has no role. */
  readonly role: string | null
  readonly task: TaskText
  /**
   * Patterns (picomatch) of the files that the worker may change, relative to the root of the repository. If the list is empty, the worker
   * may change all files.
   */
  readonly owns: readonly string[]
  /**
   * The shell commands that prove the work. Czar runs each with `sh -c` in a fresh worktree. If the list is empty, czar only makes checks
   * that run no command.
   */
  readonly accept: readonly string[]
  readonly dependsOn: readonly WorkerId[]
  /**
   * True if the agent starts only when the tasks that it needs are verified. False if it starts at once, and is told later when they are.
   */
  readonly waitForDependencies: boolean
  readonly git: GitIdentity | null
  /** Shell commands that run once in the new worktree before the agent starts, for example to install packages. */
  readonly setup: readonly string[]
  /** Variables that are added to the agent's environment, with their values exactly as the file has them. */
  readonly env: Readonly<Record<string, string>>
  readonly budget: Budget
  /**
   * The proven work that this worker reviews. Czar adds reviewers itself, so they are not in the project file. Absent means that the worker
   * is not a reviewer.
   */
  readonly reviews?: ReviewedWork
  /** The stage of a task for which the worker was made. If the field is absent, the worker does its whole task. */
  readonly stage?: StageConfig
  /** Which of several attempts at one task this worker makes. If the field is absent, its task has no other worker. */
  readonly attempt?: TaskAttempt
  /** The profiles among which czar chooses at each launch. `agent` is the chosen one. Absent means that the file names one profile. */
  readonly candidates?: readonly AgentCandidate[]
  /** Who added the worker while czar ran. If the field is absent, the worker is in the project file. */
  readonly addedBy?: AddedBy
}

/**
 * Who added a worker. worker: the worker `parent` did, for a part of its own task, and the new work begins at the parent's commit `from`.
 * person: a person did, or the worker's parent is over and the fleet took the worker over. In the second case `from` is set if the work
 * contains unproven work of the former parent.
 */
export type AddedBy = { readonly who: 'person'; readonly from?: CommitSha } | AddedByWorker

export interface AddedByWorker {
  readonly who: 'worker'
  readonly parent: WorkerId
  readonly from: CommitSha | null
  /** The stage that planned the worker's task, and the task's id in its list. It is absent if the parent's agent asked for the worker. */
  readonly plan?: { readonly stage: WorkerId; readonly task: string }
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
  /** The tasks that must be verified first. A worker's own task has the id of the worker. */
  readonly after: readonly TaskId[]
  readonly prefers: { readonly workers: readonly WorkerId[]; readonly roles: readonly string[] }
  /** Tasks with a higher number come first. The default is 0. */
  readonly priority: number
}

export interface TaskText {
  /** The whole text as it is in the file. */
  readonly text: string
  /** The sha256 of `text` in UTF-8, in hexadecimal. */
  readonly sha256: string
  /** The absolute path of the file with the task, or null if the text is in the project file itself. */
  readonly file: string | null
}

export interface GitIdentity {
  readonly name: string | null
  readonly email: string | null
  /** The absolute path of a private key. It is used as `ssh -i KEY -o IdentitiesOnly=yes`. */
  readonly sshKey: string | null
}

/** How to run one agent program and how to read its screen. Patterns are JavaScript regular expressions with the flag `m`. */
export interface AgentProfile {
  readonly name: string
  readonly kind: AgentKind
  /** The program and its arguments, as a list. The command is never a text for a shell. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Names of variables that the agent gets from czar's own environment, if they are set there. */
  readonly passEnv: readonly string[]
  /**
   * The pattern on the screen which shows that the program is ready for its first text. It is null if the program reports it by a signal.
   */
  readonly ready: { readonly screen: string } | null
  readonly busy: { readonly screen: string } | null
  readonly dialogs: readonly DialogRule[]
  /** The patterns of messages about account limits, in the order in which they are tried. */
  readonly limits: readonly LimitRule[]
  /** The keys that end the program properly, by their tmux names and in order, for example ["C-c", "C-c"]. */
  readonly quit: readonly string[]
  /** How a text of several lines gets to the program: as one paste, line by line, or as one line that names a file with the text. */
  readonly input: 'paste' | 'lines' | 'file'
  /** The longest text that the program takes as a whole, in UTF-16 units. */
  readonly maxChars: number
  /** How long czar waits between the moment when the program is ready and the first paste. */
  readonly settleMs: number
  /** How long the screen must not change after a paste before czar presses Enter. */
  readonly enterDelayMs: number
  /** The prices and context sizes of the program's models, by name. */
  readonly models: Readonly<Record<string, ModelPrice>>
  /** The model for workers that name none. */
  readonly model: string | null
  /** The flag on the command line that stands before the name of a model, or null if the program has none. */
  readonly modelFlag: string | null
  /** Whether the agent gets czar's commands as MCP tools. */
  readonly mcp: boolean
  /** The account for workers that name none. null means an account with the name of the profile. */
  readonly account: string | null
  /** How long the program may take to get ready. After that czar starts it again, and in the end calls a person. */
  readonly startWithinMs: number
  /** At most this many agents of this profile run at once. null means that only the limit of the project counts. */
  readonly concurrency: number | null
  /** Whether the program itself has the option `--resume SESSION`. */
  readonly resumes: boolean
}

/** A dialog that czar knows: the text by which it recognises the dialog, and the keys that answer it. */
export interface DialogRule {
  readonly screen: string
  readonly keys: readonly string[]
}

/** The pattern of a program's message about an account limit. */
export interface LimitRule {
  /** The pattern. If it has a group named `reset`, the group is the time when the limit ends. */
  readonly screen: string
  readonly limit: LimitKind
  /** How many of the last lines on the screen are searched. Empty lines do not count. */
  readonly lines: number
}
