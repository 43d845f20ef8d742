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
  /** The author's assignment, and the author. */
  readonly assignment: AssignmentId
  readonly author: WorkerId
  readonly round: number
  readonly verdict: 'advise' | 'gate'
  /** The reviewer's profile and model. */
  readonly agent: string
  readonly model: string | null
  readonly askedAt: number
  /** open: no findings yet; reported: czar checks them; counted: over, with findings or none; uncounted: over, and void. */
  readonly state: 'open' | 'reported' | 'counted' | 'uncounted'
  /** As reported; empty once they are checked. */
  readonly reported: readonly Finding[]
  readonly findings: readonly CheckedFinding[]
  readonly log: string | null
  readonly endedAt: number | null
  /** Why it does not count; null: it does, or it goes on. */
  readonly end: { readonly because: ReviewEnd; readonly reason: string } | null
  /** When its task went back to the author; null: it did not. */
  readonly returnedAt: number | null
  /** Agent and worktree are gone, and what the agents used is known. */
  readonly isClosed: boolean
  /** Usage of its agents; null: unknown. Known once it is closed. */
  readonly usage: WorkerUsage | null
  readonly turns: number
  /** Time with an agent, ms. */
  readonly ranMs: number
}
