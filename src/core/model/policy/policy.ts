import type { SteeringVerb } from '../../events/command.ts'
import type { QuietHours } from '../alert.ts'
import type { Budget } from '../budget.ts'

/** `policy:` of the project file, with all values filled in. */
export interface Policy {
  /** How long a worker may take to acknowledge its task before czar asks. */
  readonly ackWithinMs: number
  /** How long a worker may rest after a turn without a claim before czar asks. */
  readonly idleAfterMs: number
  /** How long a worker may show nothing new before czar calls it stuck. */
  readonly stuckAfterMs: number
  /** How long a worker may keep a bonus task without showing any activity. */
  readonly leaseMs: number
  /** How often czar asks a worker that does not acknowledge its task, is idle or is stuck, before it does more than ask. */
  readonly nudges: number
  /** How full an agent's context may get (0 to 1) before a fresh agent takes over. */
  readonly context: { readonly handoffAt: number }
  readonly restart: RestartPolicy
  readonly verify: VerifyPolicy
  /** Patterns of paths that no worker may change, besides the files of other workers. */
  readonly protect: readonly string[]
  /** The budget of the fleet. When the share `softShare` (0 to 1) of any budget is used, no new work starts. */
  readonly budget: Budget & { readonly softShare: number }
  /**
   * How many bytes must stay free on the disks for worktrees and state. If there are fewer, no agent starts. With 0 nothing is reserved.
   */
  readonly diskReserve: number
  /** The hours in which no alerts are sent, or null if there are none. */
  readonly quietHours: QuietHours | null
  /** The commands of czar that a process started by an agent may give. All other commands are only for people. */
  readonly workersMay: readonly SteeringVerb[]
  /** Whether workers may add workers for parts of their own tasks. null or absent: they may not. */
  readonly spawn?: SpawnPolicy | null
  /**
   * `allow` has patterns of tools for which czar answers yes when an agent asks for permission. `otherwise` is the answer to all other
   * requests.
   */
  readonly permissions: { readonly allow: readonly string[]; readonly otherwise: 'ask' | 'deny' | 'allow' }
  /**
   * The reaction to a worker's question. ask: a person is called. decide: the worker is first told to decide by itself. Journals of earlier
   * versions do not have the field, which means ask.
   */
  readonly questions?: 'ask' | 'decide'
  /**
   * The reaction to unfinished work that would conflict. tell: the worker is told. pause: it also waits. off: nothing. Journals of earlier
   * versions do not have the field, which means tell.
   */
  readonly forecast?: 'tell' | 'pause' | 'off'
  /** How proven work is merged. Journals of earlier versions do not have the field, which means that czar merges nothing. */
  readonly merge?: MergePolicy
  /** How czar opens pull requests for proven work. If it is null, or absent as in journals of earlier versions, czar opens none. */
  readonly pullRequests?: PullRequestPolicy | null
  /** Who reviews proven work. null or absent means that czar asks for no reviews. */
  readonly review?: ReviewPolicy | null
  /** The reaction to two tasks that turn out to be the same work. Journals of earlier versions do not have the field, which means off. */
  readonly duplicates?: DuplicatesPolicy
}

export interface RestartPolicy {
  /** If a worker's agents exit more than this many times within `withinMs`, czar starts no more of them and calls a person. */
  readonly max: number
  readonly withinMs: number
  /** The wait before a restart. It doubles with each exit, from `backoffMinMs` to at most `backoffMaxMs`. */
  readonly backoffMinMs: number
  readonly backoffMaxMs: number
}

export interface VerifyPolicy {
  /** How long one accept command may run. */
  readonly timeoutMs: number
  /** After this many rejected claims, another worker gets the task, once. If no other worker can take it, the task has failed. */
  readonly attempts: number
  /** The reaction to a claim that makes its own tests or checks weaker. reject: czar rejects it. flag: czar only reports this. */
  readonly weakened: 'reject' | 'flag'
  /**
   * The reaction to a claim with content that no reviewer would merge, such as a secret. reject: czar rejects it. flag: czar only reports
   * this.
   */
  readonly content: 'reject' | 'flag'
}

export interface SpawnPolicy {
  /** How many levels of workers there may be below a worker of the project file. */
  readonly depth: number
  /** How many workers one worker may add in all. */
  readonly children: number
  /** stop: if a parent is over, its children leave the fleet. hand_over: they become children of the parent's parent, or have none. */
  readonly whenParentEnds: 'stop' | 'hand_over'
}

export interface ReviewPolicy {
  /** A profile of an agent, or a role. Reviewers are started like the workers that have this profile or role. */
  readonly by: string
  readonly when: 'proven' | 'never'
  /**
   * advise: the review has no consequences. gate: if czar confirms a finding by its command, the task goes back to its author, and the work
   * stays off the train until the review ends.
   */
  readonly verdict: 'advise' | 'gate'
  /** Whether an author whose task comes back is also told about findings that czar could not confirm. */
  readonly tellAuthor: boolean
  /** How long a review may take, from its start to its findings. */
  readonly withinMs: number
}

export interface PullRequestPolicy {
  /**
   * task: each proven task gets a pull request. sprint: one pull request has the tested work of all tasks. Journals of earlier versions do
   * not have the field, which means task.
   */
  readonly per?: 'task' | 'sprint'
  /** proven: a pull request is ready for review as soon as it is opened. reviewed: it is a draft until a person approves it. */
  readonly draftUntil: 'proven' | 'reviewed'
  /** The branch into which pull requests are to be merged. null means the base of the project. */
  readonly base: string | null
  readonly labels: readonly string[]
  /** Who is asked for a review: people by their logins, and teams as `organization/team`. */
  readonly reviewers: readonly string[]
  /** At most this many pull requests of the project may be open at once. */
  readonly maxOpen: number
  /**
   * green: a pull request that is ready is merged once its checks pass. never: czar merges none. Journals of earlier versions do not have
   * the field, which means never.
   */
  readonly autoMerge?: 'never' | 'green'
  /**
   * Whether czar closes the pull request of a task that failed or was dropped. Journals of earlier versions do not have the field, which
   * means no.
   */
  readonly closeOnAbandon?: boolean
}

export interface MergePolicy {
  /**
   * omnibus: proven work is merged and tested as one tree on the branch `omnibus/<project>`. branches: proven work stays on its own
   * branches.
   */
  readonly mode: 'omnibus' | 'branches'
  /** The commands that test the merged tree. If the list is empty, these are the accept commands of all tasks in it, each command once. */
  readonly test: readonly string[]
  /**
   * when_finished: base is moved to the tested tree when the project finishes. never: czar does not move base. Journals of earlier versions
   * do not have the field, which means never.
   */
  readonly land?: 'never' | 'when_finished'
  /**
   * The share (0 to 1) of other workers' lines that a worker may drop when it merges their work. If it drops more, its own work stays off
   * the train.
   */
  readonly contentLoss: number
  /**
   * The treatment of a conflict in which both sides only add lines. test: czar keeps both additions, and the tests decide. return: the task
   * goes back to its worker. Journals of earlier versions do not have the field, which means return.
   */
  readonly additions?: 'test' | 'return'
}

/**
 * The reaction to two tasks that are the same work. off: czar does not look for them. tell: czar tells both workers. settle: the worker
 * whose work came later also waits, until czar has found out whether the earlier work proves its task too.
 */
export type DuplicatesPolicy = 'off' | 'tell' | 'settle'
