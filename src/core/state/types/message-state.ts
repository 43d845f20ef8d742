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
  /** Why the last delivery of the text failed, or null if none has failed. */
  readonly problem: string | null
  /** The incarnation (number) of the agent into whose terminal czar typed the text, or null if it is not known. */
  readonly pastedTo: number | null
  /**
   * The incarnation of the agent to which czar was typing the text when it was interrupted. It is unknown whether the text arrived, so czar
   * looks for it on the screen before it types the text again.
   */
  readonly interruptedIn: number | null
  /** Why czar cannot type the text to the agent with this incarnation yet, and since when. */
  readonly held: { readonly incarnation: number; readonly by: HeldBy; readonly chars: number | null; readonly since: number } | null
}
