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
  /** Why the last try failed; null: it did not. */
  readonly problem: string | null
  /** The incarnation that the text was pasted into, if known. */
  readonly pastedTo: number | null
  /** The incarnation of an interrupted paste whose result is not recorded. Czar looks for signs of the text before it pastes again. */
  readonly interruptedIn: number | null
  /** Why the text waits at the pane of this incarnation, and since when. */
  readonly held: { readonly incarnation: number; readonly by: HeldBy; readonly chars: number | null; readonly since: number } | null
}
