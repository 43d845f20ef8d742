import type { AssignmentKind, ReturnHow } from '../events/work-event.ts'
import type { RepositoryFact } from '../model/facts/repository-fact.ts'
import type { AssignmentId, CommitSha, MessageId, ProjectName, TaskId, WorkerId } from '../model/ids.ts'
import type { TaskText } from '../model/project.ts'
import type { LeftFacts } from './left-facts.ts'
import type { QuotedFile } from './quoted-file.ts'

/** The content of a message, for each kind of message. It never contains another worker's words, except for repository facts in quotes. */
export type MessageFacts =
  | BriefFacts
  | ReworkFacts
  | NudgeFacts
  | RestateFacts
  | HandoffFacts
  | UnblockFacts
  | GoOnFacts
  | WithdrawFacts
  | NoticeFacts
  | TellFacts
  | LetterFacts
  | ReviewFacts
  | ReviewNudgeFacts

export interface CommonFacts {
  readonly message: MessageId
  readonly assignment: AssignmentId | null
  readonly project: ProjectName
  readonly worker: WorkerId
  readonly branch: string
  readonly worktree: string
  readonly base: string
  /**
   * The absolute path of the file that has the whole brief of this assignment, so that the agent can read it again. It is null if there is
   * no file.
   */
  readonly textFile: string | null
  readonly owns: readonly string[]
  readonly accept: readonly string[]
}

export interface BriefFacts extends CommonFacts {
  readonly kind: 'brief'
  readonly assignmentKind: AssignmentKind
  /** Whether the worker may add workers for parts of its task. */
  readonly maySpawn: boolean
  readonly task: TaskText
  /** Whose task this task is a part of. It is absent if the task is whole and its branch starts at base. */
  readonly part?: PartFacts
  /** The tasks whose proven work is in the branch from the beginning. */
  readonly startsWith: readonly TaskId[]
  /**
   * The git ref that keeps the changes which were not committed when czar checked out this branch in the worktree. It is null if there were
   * none.
   */
  readonly kept: string | null
  /** The setup commands that ran in the worktree while it was on another branch, so they may have to run again. */
  readonly setup: readonly string[]
  /** The name of a text in prompts/roles, or null if the worker has no role. */
  readonly role: string | null
  readonly peers: readonly PeerFacts[]
  readonly dependencies: readonly DependencyFacts[]
  /** Facts about this repository that earlier workers stated. They are other workers' words, so the brief quotes them. */
  readonly repositoryFacts: readonly RepositoryFact[]
  /** The files that earlier stages of the task delivered. Absent means none. */
  readonly needed?: readonly QuotedFile[]
  /** Why the stage is done again, as a sentence. It is absent if the stage is done for the first time, or if the task has no stages. */
  readonly doneBefore?: string
  /** The workers that had the task before and lost it. */
  readonly earlier: readonly EarlierFacts[]
  /** Whether this agent already got an earlier version of the task's text. */
  readonly isRewritten: boolean
  /** The work of an earlier agent that is in the worktree, or null if there was no earlier agent. */
  readonly before: WorkBefore | null
  /** The last claim, if it was rejected. */
  readonly rejected: Rejection | null
  /** The reasons of the rejections before that, the oldest rejection first. */
  readonly rejectedBefore: readonly (readonly string[])[]
  /** The notes and results of the earlier agent, or null if there was no earlier agent. */
  readonly left: LeftFacts | null
}

export interface PartFacts {
  /** The worker that added this task for a part of its own. It is null if that worker is over and left the task to the fleet. */
  readonly parent: { readonly worker: WorkerId; readonly branch: string; readonly title: string } | null
  /** The unproven commit of that worker that the branch contains. It is null if the branch starts at base. */
  readonly from: CommitSha | null
  /** Whether the branch also contains commits of base that `from` lacks. */
  readonly hasNewerBase: boolean
}

export interface PeerFacts {
  readonly worker: WorkerId
  readonly title: string
  readonly owns: readonly string[]
  /** How the other worker is doing, in czar's words, for example "working, 3 commits". */
  readonly state: string
  /**
   * The paths that the other worker changed, if they consist of plain words. A worker chooses the names of its files, so an unusual name
   * could hide an instruction.
   */
  readonly files: readonly string[]
}

export interface DependencyFacts {
  readonly worker: WorkerId
  readonly branch: string
  readonly commit: CommitSha | null
  readonly verified: boolean
  /** Whether the commit is already in the branch of the worker that reads this. */
  readonly included: boolean
}

export interface EarlierFacts {
  readonly worker: WorkerId
  readonly how: ReturnHow
  readonly branch: string | null
  /** The last commit of the unfinished work, or null if there is none or it is unknown. */
  readonly commit: CommitSha | null
  /** True if git shows that nothing was committed. */
  readonly isNothing: boolean
  /**
   * The accept commands that failed when the other worker last claimed the task. Other reasons for the rejection are left out, because they
   * may quote that worker's words.
   */
  readonly failed: readonly string[]
  /** How many claims of that worker were rejected. */
  readonly rejections: number
  /** True if that worker is the one that reads this brief. */
  readonly isOwn: boolean
}

export interface WorkBefore {
  readonly commits: number
  readonly lastCommit: { readonly sha: CommitSha; readonly subject: string } | null
  readonly dirty: number
  readonly files: readonly string[]
}

export interface Rejection {
  readonly reasons: readonly string[]
  /** The last lines of the output of the failed command. */
  readonly tail: string
  readonly log: string | null
  /** Hints from comparing the output with that of the rejection before, one sentence each. There are none at the first rejection. */
  readonly likely: readonly string[]
}

export interface ReworkFacts extends CommonFacts, Rejection {
  readonly kind: 'rework'
  readonly attempt: number
  readonly attempts: number
}

export interface NudgeFacts extends CommonFacts {
  readonly kind: 'nudge'
  /** How long the worker has been silent, in seconds. It is null if a person asked for the nudge, even if the worker is not silent. */
  readonly silentSeconds: number | null
  readonly before: WorkBefore | null
}

export interface RestateFacts extends CommonFacts {
  readonly kind: 'restate'
  readonly problem: string
}

export interface HandoffFacts extends CommonFacts {
  readonly kind: 'handoff'
  /** How full the agent's context is, in percent. */
  readonly percent: number
}

export interface UnblockFacts extends CommonFacts {
  readonly kind: 'unblock'
  readonly dependency: DependencyFacts
}

export interface GoOnFacts extends CommonFacts {
  readonly kind: 'go_on'
  /** The cause that ended the agent's turn early: an account limit, or a missing login. */
  readonly after: 'limit' | 'login'
}

export interface WithdrawFacts extends CommonFacts {
  readonly kind: 'withdraw'
  /** The assignment that was taken away from the worker. */
  readonly withdrawn: string
}

export interface NoticeFacts extends CommonFacts {
  readonly kind: 'notice'
  readonly problem: string
  /**
   * True if the message is a hint at something that the worker may have overlooked. False if czar could not read a report of the worker.
   */
  readonly isAdvice: boolean
  /** Whether the worker goes on with its task. False if another worker's work already does the task, or if the worker must wait. */
  readonly goesOn: boolean
}

export interface TellFacts extends CommonFacts {
  readonly kind: 'tell'
  readonly text: string
}

export interface LetterFacts extends CommonFacts {
  readonly kind: 'letter'
  /** How many letters wait, and who sent them. The message never contains the letters themselves. */
  readonly count: number
  readonly senders: readonly WorkerId[]
}

/** The content of a reviewer's brief. */
export interface ReviewFacts extends CommonFacts {
  readonly kind: 'review'
  readonly task: TaskId
  readonly taskText: TaskText
  readonly commit: CommitSha
  /** The commit at which the reviewed work began. */
  readonly from: CommitSha
  /** The commands that proved the work, and the remarks of czar's own rules on it. */
  readonly checks: readonly string[]
  readonly flags: readonly string[]
  /** The findings of earlier reviews of the task, one line each. The reviewers' words are in quotes. */
  readonly earlier: readonly string[]
  /** True if another agent of the reviewer had this review before. */
  readonly isAgain: boolean
}

export interface ReviewNudgeFacts extends CommonFacts {
  readonly kind: 'review_nudge'
  readonly problem: string
}
