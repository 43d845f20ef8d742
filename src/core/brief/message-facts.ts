import type { AssignmentKind, ReturnHow } from '../events/work-event.ts'
import type { AssignmentId, CommitSha, MessageId, ProjectName, TaskId, WorkerId } from '../model/ids.ts'
import type { TaskText } from '../model/project.ts'
import type { LeftFacts } from './left-facts.ts'

/** The content of a message, by kind. It holds facts only, never another worker's words. */
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
   * Absolute path of the file with this assignment's whole brief, so that the agent can read the brief again; null:
   * there is no file.
   */
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
  /** Where czar keeps the changes that were uncommitted when it switched the worktree to this branch; null: there were none. */
  readonly kept: string | null
  /** Setup commands that ran once in the worktree while it was on another branch. */
  readonly setup: readonly string[]
  /** Name of a text in prompts/roles, or null. */
  readonly role: string | null
  readonly peers: readonly PeerFacts[]
  readonly dependencies: readonly DependencyFacts[]
  /** Workers that had the task before and gave it back. */
  readonly earlier: readonly EarlierFacts[]
  /** Whether this agent already got an earlier text of the task. */
  readonly isRewritten: boolean
  /** An earlier agent's work in the worktree; null for the first one. */
  readonly before: WorkBefore | null
  /** The last claim, if it was rejected. */
  readonly rejected: Rejection | null
  /** The reasons of the earlier rejections, oldest first. */
  readonly rejectedBefore: readonly (readonly string[])[]
  /** What the earlier agent left besides its work; null for the first agent. */
  readonly left: LeftFacts | null
}

export interface PeerFacts {
  readonly worker: WorkerId
  readonly title: string
  readonly owns: readonly string[]
  /** The peer's state in a few words of the czar: "working, 3 commits". */
  readonly state: string
  /** Paths that the peer changed, if they are plain words. A worker chooses its files' names, so a name could hold instructions. */
  readonly files: readonly string[]
}

export interface DependencyFacts {
  readonly worker: WorkerId
  readonly branch: string
  readonly commit: CommitSha | null
  readonly verified: boolean
  /** Whether the reader's branch already contains the commit. */
  readonly included: boolean
}

export interface EarlierFacts {
  readonly worker: WorkerId
  readonly how: ReturnHow
  readonly branch: string | null
  /** The last commit of that work; null: there is none, or it is unknown. */
  readonly commit: CommitSha | null
  /** True: git shows that nothing was committed. */
  readonly isNothing: boolean
  /**
   * The accept commands that last failed for that worker. Other reasons for a rejection are left out, because they may
   * quote that worker's words.
   */
  readonly failed: readonly string[]
  /** Number of that worker's rejected claims. */
  readonly rejections: number
  /** True: that worker is the reader of this brief. */
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
  /** From the second rejection on: hints from comparing the two outputs, one sentence each. */
  readonly likely: readonly string[]
}

export interface ReworkFacts extends CommonFacts, Rejection {
  readonly kind: 'rework'
  readonly attempt: number
  readonly attempts: number
}

export interface NudgeFacts extends CommonFacts {
  readonly kind: 'nudge'
  /** null: a person asked for the nudge, whether or not the worker is silent. */
  readonly silentSeconds: number | null
  readonly before: WorkBefore | null
}

export interface RestateFacts extends CommonFacts {
  readonly kind: 'restate'
  readonly problem: string
}

export interface HandoffFacts extends CommonFacts {
  readonly kind: 'handoff'
  /** How full the agent's context is. */
  readonly percent: number
}

export interface UnblockFacts extends CommonFacts {
  readonly kind: 'unblock'
  readonly dependency: DependencyFacts
}

export interface GoOnFacts extends CommonFacts {
  readonly kind: 'go_on'
  /** Why the agent's turn ended early. */
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
  /** true: a hint at a possible oversight; false: czar could not read a report of the worker. */
  readonly isAdvice: boolean
  /** Whether the worker goes on with its task; false: another worker's work already does the task, or the worker is to wait. */
  readonly goesOn: boolean
}

export interface TellFacts extends CommonFacts {
  readonly kind: 'tell'
  readonly text: string
}

export interface LetterFacts extends CommonFacts {
  readonly kind: 'letter'
  /** Number of waiting letters, and their senders. The letters' content is never shown. */
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
  /** The commands that proved the work, and what czar's own rules found in the work. */
  readonly checks: readonly string[]
  readonly flags: readonly string[]
  /** What earlier reviews of the task found, a line each; the reviewers' words in quotes. */
  readonly earlier: readonly string[]
  /** True: another agent had this review before. */
  readonly isAgain: boolean
}

export interface ReviewNudgeFacts extends CommonFacts {
  readonly kind: 'review_nudge'
  readonly problem: string
}
