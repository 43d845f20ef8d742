import type { AlertMatter } from '../model/alert.ts'
import type { AssignmentId, CommitSha, EffectId, MessageId, WorkerId } from '../model/ids.ts'
import type { EndReason } from './agent-event.ts'
import type { Event } from './event.ts'

/**
 * What the policy wants: either a fact to be recorded (pure: appended and folded at once) or an action for the
 * hands (its intent is journalled first). Each names its reason.
 */
export type Decision =
  | { readonly kind: 'record'; readonly event: Event; readonly reason: string }
  | { readonly kind: 'perform'; readonly effect: EffectId; readonly action: Action; readonly reason: string }

export type Action =
  | { readonly do: 'prepare_worktree'; readonly worker: WorkerId; readonly includes: readonly CommitSha[] }
  /** Has the worktree stand on the branch of an assignment, which is made when it is new. */
  | {
      readonly do: 'switch_branch'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** Proven work that a new branch is cut from; null: base. */
      readonly onto: CommitSha | null
      /** Proven commits that a new branch starts with besides. */
      readonly includes: readonly CommitSha[]
    }
  | { readonly do: 'start_agent'; readonly worker: WorkerId; readonly incarnation: number; readonly resume: string | null }
  | { readonly do: 'answer_dialog'; readonly worker: WorkerId; readonly incarnation: number; readonly keys: readonly string[] }
  /** `recover`: an earlier czar died between intent and result, so evidence is looked for before anything is pasted. */
  | {
      readonly do: 'deliver'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly recover: boolean
    }
  | { readonly do: 'verify'; readonly worker: WorkerId; readonly assignment: AssignmentId }
  | { readonly do: 'end_agent'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }
  /** Do programs that the agent started use the processor? Asked only before silence is held against it. */
  | { readonly do: 'look_at_children'; readonly worker: WorkerId; readonly incarnation: number }
  /** What do the worktree and the branch of the open task show at this moment? Asked before a grave word is said of it. */
  | { readonly do: 'look_at_git'; readonly worker: WorkerId }
  /** Keeps what stands off the worker's branch by a rescue ref; resets and moves nothing. */
  | { readonly do: 'keep_astray'; readonly worker: WorkerId; readonly head: CommitSha }
  /** Tells people, by one way, of all that is due there. */
  | { readonly do: 'alert'; readonly worker: null; readonly alert: string; readonly matters: readonly AlertMatter[] }

/** The policy's answer: what to do now, and when to look again though nothing happened (ms since the epoch). */
export interface Plan {
  readonly decisions: readonly Decision[]
  readonly wakeAt: number | null
}
