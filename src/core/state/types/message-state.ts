import type { HeldBy, MessageKind } from '../../events/work-event.ts'
import type { AssignmentId, MessageId, WorkerId } from '../../model/ids.ts'

export interface MessageState {
  readonly id: MessageId
  readonly kind: MessageKind
  readonly worker: WorkerId
  readonly assignment: AssignmentId | null
  readonly facts: Readonly<Record<string, string>>
  readonly at: number
  readonly tries: number
  readonly lastTryAt: number
  /** Why the last try failed; null: no failure. */
  readonly problem: string | null
  /** The incarnation it was pasted into, if known. */
  readonly pastedTo: number | null
  /** Target incarnation of an interrupted paste without a recorded result: look for evidence before pasting again. */
  readonly interruptedIn: number | null
  /** Why and since when the text waits at the pane of this incarnation. */
  readonly held: { readonly incarnation: number; readonly by: HeldBy; readonly chars: number | null; readonly since: number } | null
}
