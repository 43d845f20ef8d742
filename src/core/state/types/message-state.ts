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
  /** Why the last try failed; null: none did. */
  readonly problem: string | null
  /** The incarnation it was pasted into, when known. */
  readonly pastedTo: number | null
  /** The incarnation into which an earlier czar meant to paste it, with no end on record: evidence first. */
  readonly interruptedIn: number | null
  /** A person is at the pane of this incarnation: what they do there, and since when the text waits for them. */
  readonly held: { readonly incarnation: number; readonly by: HeldBy; readonly chars: number | null; readonly since: number } | null
}
