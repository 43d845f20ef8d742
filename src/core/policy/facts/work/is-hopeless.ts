import { effectIdOf } from '../../../events/effect-id.ts'
import type { MessageState } from '../../../state/types/message-state.ts'
import type { State } from '../../../state/types/state.ts'
import { hasGivenUp } from '../../engine/policy-context.ts'

/** Whether this agent can never get the text: it may have got the text already, or the delivery failed too often. */
export function isHopeless(state: State, message: MessageState, incarnation: number): boolean {
  const { id, interruptedIn, pastedTo, tries } = message
  if (hasGivenUp(state, effectIdOf({ do: 'deliver', message: id, incarnation }))) return true
  return interruptedIn !== incarnation && pastedTo === incarnation && tries > 0
}
