import type { AssignmentKind, ReturnHow } from '../events/work-event.ts'
import type { AssignmentId, CommitSha, MessageId, ProjectName, TaskId, WorkerId } from '../model/ids.ts'
import type { TaskText } from '../model/project.ts'
import type { LeftFacts } from './left-facts.ts'

/** Content of a message, by kind. Facts only: it never holds another worker's words. */
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
  /** Absolute path of this assignment's whole brief, for rereading; null: it is not kept. */
  readonly textFile: string | null
  readonly owns: readonly string[]
  readonly accept: readonly string[]
}

export interface BriefFacts extends CommonFacts {
  readonly kind: 'brief'
  readonly assignmentKind: AssignmentKind
  readonly task: TaskText
  /** Tasks whose proven work the branch starts with. */
  readonly startsWith: readonly TaskId[]
  /** Place of the changes left uncommitted in the worktree when it was switched to the branch; null: there were none. */
  readonly kept: string | null
  /** Commands that were run once in the worktree, on another branch. */
  readonly setup: readonly string[]
  /** Name of a text in prompts/roles, or null. */
  readonly role: string | null
  readonly peers: readonly PeerFacts[]
  readonly dependencies: readonly DependencyFacts[]
  /** Workers that had it before and gave it back. */
  readonly earlier: readonly EarlierFacts[]
  /** This agent has an earlier text of the task. */
  readonly isRewritten: boolean
  /** An earlier agent's work in the worktree; null for the first one. */
  readonly before: WorkBefore | null
  /** The last claim, if it was rejected. */
  readonly rejected: Rejection | null
  /** Reasons of the earlier rejections, oldest first. */
  readonly rejectedBefore: readonly (readonly string[])[]
  /** Other remains of that agent; null for the first one. */
  readonly left: LeftFacts | null
}

export interface PeerFacts {
  readonly worker: WorkerId
  readonly title: string
  readonly owns: readonly string[]
  /** A few words of the czar: "working, 3 commits". */
  readonly state: string
  /** Paths it changed, plain words only: a file's name is its worker's own text. */
  readonly files: readonly string[]
}

export interface DependencyFacts {
  readonly worker: WorkerId
  readonly branch: string
  readonly commit: CommitSha | null
  readonly verified: boolean
  /** The worker's branch already contains the commit. */
  readonly included: boolean
}

export interface EarlierFacts {
  readonly worker: WorkerId
  readonly how: ReturnHow
  readonly branch: string | null
  /** The last commit of that work; null: there is none, or it is unknown. */
  readonly commit: CommitSha | null
  /** git shows that nothing was committed. */
  readonly isNothing: boolean
  /** The accept commands that last failed for it. Other findings may hold its own words. */
  readonly failed: readonly string[]
  /** Number of its rejected claims. */
  readonly rejections: number
  /** The brief's reader is this worker. */
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
  /** The last lines of the failed command's output. */
  readonly tail: string
  readonly log: string | null
  /** From the second rejection on: common hints of both, a sentence each. */
  readonly likely: readonly string[]
}

export interface ReworkFacts extends CommonFacts, Rejection {
  readonly kind: 'rework'
  readonly attempt: number
  readonly attempts: number
}

export interface NudgeFacts extends CommonFacts {
  readonly kind: 'nudge'
  /** null: a person asks, silent or not. */
  readonly silentSeconds: number | null
  readonly before: WorkBefore | null
}

export interface RestateFacts extends CommonFacts {
  readonly kind: 'restate'
  readonly problem: string
}

export interface HandoffFacts extends CommonFacts {
  readonly kind: 'handoff'
  /** Fill level of its context. */
  readonly percent: number
}

export interface UnblockFacts extends CommonFacts {
  readonly kind: 'unblock'
  readonly dependency: DependencyFacts
}

export interface GoOnFacts extends CommonFacts {
  readonly kind: 'go_on'
  /** Cause of its turn's end. */
  readonly after: 'limit' | 'login'
}

export interface WithdrawFacts extends CommonFacts {
  readonly kind: 'withdraw'
  /** The withdrawn assignment. */
  readonly withdrawn: string
}

export interface NoticeFacts extends CommonFacts {
  readonly kind: 'notice'
  readonly problem: string
  /** true: a hint at a possible oversight; false: a report of it could not be read. */
  readonly isAdvice: boolean
  /** Its task is done by the work of another. */
  readonly isOver: boolean
}

export interface TellFacts extends CommonFacts {
  readonly kind: 'tell'
  readonly text: string
}

export interface LetterFacts extends CommonFacts {
  readonly kind: 'letter'
  /** Number of waiting letters, and their senders; never their content. */
  readonly count: number
  readonly senders: readonly WorkerId[]
}

/** A reviewer's brief. */
export interface ReviewFacts extends CommonFacts {
  readonly kind: 'review'
  readonly task: TaskId
  readonly taskText: TaskText
  readonly commit: CommitSha
  /** Where the work began. */
  readonly from: CommitSha
  /** The commands that proved it, and what rules found in it. */
  readonly checks: readonly string[]
  readonly flags: readonly string[]
  /** What earlier reviews of the task found, a line each; the reviewers' words in quotes. */
  readonly earlier: readonly string[]
  /** An agent had this review before. */
  readonly isAgain: boolean
}

export interface ReviewNudgeFacts extends CommonFacts {
  readonly kind: 'review_nudge'
  readonly problem: string
}
