import type { Finding } from '../../events/review/findings.ts'
import type { CheckedFinding, ReviewEnd } from '../../events/review/review-event.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'
import type { WorkerUsage } from '../../model/usage.ts'

/** One review of one proven commit. */
export interface ReviewState {
  /** The reviewer's worker id. */
  readonly id: WorkerId
  readonly task: TaskId
  readonly commit: CommitSha
  /** The author, and the author's assignment. */
  readonly assignment: AssignmentId
  readonly author: WorkerId
  readonly round: number
  readonly verdict: 'advise' | 'gate'
  /** The reviewer's profile and model. */
  readonly agent: string
  readonly model: string | null
  readonly askedAt: number
  /**
   * open: no findings yet; reported: czar checks the findings; counted: the review is over, with or without findings; uncounted: it is over
   * and void.
   */
  readonly state: 'open' | 'reported' | 'counted' | 'uncounted'
  /** The findings as reported; empty once czar has checked them. */
  readonly reported: readonly Finding[]
  readonly findings: readonly CheckedFinding[]
  readonly log: string | null
  readonly endedAt: number | null
  /** Why the review does not count; null: it counts, or it is not over. */
  readonly end: { readonly because: ReviewEnd; readonly reason: string } | null
  /** When the task went back to its author; null: it has not. */
  readonly returnedAt: number | null
  /** What a person decided about it since the task last went back; absent: nothing. */
  readonly decision?: { readonly kind: 'accepted' | 'sent_back'; readonly text: string | null } | undefined
  /** True: the reviewer's agent and worktree are gone, and czar knows the agent's usage. */
  readonly isClosed: boolean
  /** The usage of the reviewer's agents; null: unknown. It is known when the review is closed. */
  readonly usage: WorkerUsage | null
  readonly turns: number
  /** How long the reviewer had an agent, in ms. */
  readonly ranMs: number
}
