import type { Finding } from '../../events/review/findings.ts'
import type { CheckedFinding, ReviewEnd } from '../../events/review/review-event.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'
import type { WorkerUsage } from '../../model/usage.ts'

/** One review of one proven commit. */
export interface ReviewState {
  /** The worker id of the reviewer. */
  readonly id: WorkerId
  readonly task: TaskId
  readonly commit: CommitSha
  /** The assignment of the author whose work is reviewed. */
  readonly assignment: AssignmentId
  readonly author: WorkerId
  readonly round: number
  readonly verdict: 'advise' | 'gate'
  /** The profile of the reviewer's agent program. `model` is its model. */
  readonly agent: string
  readonly model: string | null
  readonly askedAt: number
  /**
   * The phase of the review. open: there are no findings yet. reported: czar is checking the findings. counted: the review is over and
   * counts, with or without findings. uncounted: the review is over and does not count.
   */
  readonly state: 'open' | 'reported' | 'counted' | 'uncounted'
  /** The findings as the reviewer reported them. The list is empty once czar has checked them. */
  readonly reported: readonly Finding[]
  readonly findings: readonly CheckedFinding[]
  readonly log: string | null
  readonly endedAt: number | null
  /** Why the review does not count. It is null if the review counts or is not over. */
  readonly end: { readonly because: ReviewEnd; readonly reason: string } | null
  /** When the task went back to its author, or null if it did not. */
  readonly returnedAt: number | null
  /** The decision of a person about the task since the task last went back to its author. It is absent if there is none. */
  readonly decision?: { readonly kind: 'accepted' | 'sent_back'; readonly text: string | null } | undefined
  /** True if the reviewer's agent and worktree are gone, and czar knows how much the agent used. */
  readonly isClosed: boolean
  /** The tokens and the cost of the reviewer's agents. It is null until the review is closed, or if it is unknown. */
  readonly usage: WorkerUsage | null
  readonly turns: number
  /** How long the reviewer had a running agent, in ms. */
  readonly ranMs: number
}
