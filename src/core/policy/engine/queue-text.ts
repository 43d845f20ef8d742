import type { MessageKind } from '../../events/work-event.ts'
import type { AssignmentId, WorkerId } from '../../model/ids.ts'
import type { PolicyContext } from './policy-context.ts'

export interface QueuedText {
  readonly kind: MessageKind
  readonly assignment: AssignmentId | null
  /** The values that the wording of the text needs and that are not in the state. */
  readonly facts: Readonly<Record<string, string>>
}

/** Queues a text. The worker gets it as soon as its agent can take a text. */
export function queueText(context: PolicyContext, worker: WorkerId, { kind, assignment, facts }: QueuedText, reason: string): void {
  context.record({ kind: 'message.queued', worker, message: context.nextMessage(), messageKind: kind, assignment, facts }, reason)
}
