import type { AssignmentKind, ReturnHow } from '../events/work-event.ts'
import type { AssignmentId, CommitSha, MessageId, ProjectName, TaskId, WorkerId } from '../model/ids.ts'
import type { TaskText } from '../model/project.ts'
import type { LeftFacts } from './left-facts.ts'

/** Everything that a message says, by kind. Facts only: what another worker wrote is in none of them. */
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

export interface CommonFacts {
  readonly message: MessageId
  readonly assignment: AssignmentId | null
  readonly project: ProjectName
  readonly worker: WorkerId
  readonly branch: string
  readonly worktree: string
  readonly base: string
  /** Absolute path where this assignment's brief can be read again, whole; null when it is not kept. */
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
  /** Where that is kept which lay uncommitted in the worktree when it was switched to the branch; null: nothing did. */
  readonly kept: string | null
  /** Commands that were run once in the worktree, on another branch. */
  readonly setup: readonly string[]
  /** Name of a text in prompts/roles, or null. */
  readonly role: string | null
  readonly peers: readonly PeerFacts[]
  readonly dependencies: readonly DependencyFacts[]
  /** Who had it before and gave it back. */
  readonly earlier: readonly EarlierFacts[]
  /** This agent has an earlier text of the task. */
  readonly isRewritten: boolean
  /** What an earlier agent left in the worktree; null for the first one. */
  readonly before: WorkBefore | null
  /** The last claim, when it was rejected. */
  readonly rejected: Rejection | null
  /** Why the claims before that one were rejected, oldest first. */
  readonly rejectedBefore: readonly (readonly string[])[]
  /** What that agent left besides; null for the first one. */
  readonly left: LeftFacts | null
}

export interface PeerFacts {
  readonly worker: WorkerId
  readonly title: string
  readonly owns: readonly string[]
  /** A few words of the czar: "working, 3 commits". */
  readonly state: string
  /** What it changed so far: paths that are plain words, for a file's name is its worker's own text. */
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
  /** The last commit of it; null: there is none, or it is not known. */
  readonly commit: CommitSha | null
  /** Nothing was committed, as a look at git showed. */
  readonly isNothing: boolean
  /** The accept commands that failed for it the last time. What else was found may hold its own words. */
  readonly failed: readonly string[]
  /** How many of its claims were rejected. */
  readonly rejections: number
  /** It is the worker who reads this. */
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
  /** The last lines of what the failed command printed. */
  readonly tail: string
  readonly log: string | null
  /** From the second rejection on: what both point at, a sentence each. */
  readonly likely: readonly string[]
}

export interface ReworkFacts extends CommonFacts, Rejection {
  readonly kind: 'rework'
  readonly attempt: number
  readonly attempts: number
}

export interface NudgeFacts extends CommonFacts {
  readonly kind: 'nudge'
  /** null: a person asks, whether or not it was silent. */
  readonly silentSeconds: number | null
  readonly before: WorkBefore | null
}

export interface RestateFacts extends CommonFacts {
  readonly kind: 'restate'
  readonly problem: string
}

export interface HandoffFacts extends CommonFacts {
  readonly kind: 'handoff'
  /** How full its context is. */
  readonly percent: number
}

export interface UnblockFacts extends CommonFacts {
  readonly kind: 'unblock'
  readonly dependency: DependencyFacts
}

export interface GoOnFacts extends CommonFacts {
  readonly kind: 'go_on'
  /** What ended its turn. */
  readonly after: 'limit' | 'login'
}

export interface WithdrawFacts extends CommonFacts {
  readonly kind: 'withdraw'
  /** The assignment that it had. */
  readonly withdrawn: string
}

export interface NoticeFacts extends CommonFacts {
  readonly kind: 'notice'
  readonly problem: string
  /** A hint at what it may have overlooked; if not, a report of it could not be read. */
  readonly isAdvice: boolean
}

export interface TellFacts extends CommonFacts {
  readonly kind: 'tell'
  readonly text: string
}

export interface LetterFacts extends CommonFacts {
  readonly kind: 'letter'
  /** How many letters wait, and whose: never what they say. */
  readonly count: number
  readonly senders: readonly WorkerId[]
}
