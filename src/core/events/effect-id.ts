import { assertNever } from '../model/errors.ts'
import type { EffectId, MessageId } from '../model/ids.ts'
import type { Action } from './decision.ts'

/** The id of an action: the same action decided twice has the same id, so an open one is not restarted. */
export function effectIdOf(action: Action): EffectId {
  return partsOf(action).join(':') as EffectId
}

/** The message and incarnation of a delivery; null for other effects. */
export function deliveryOfEffect(effect: EffectId): { readonly message: MessageId; readonly incarnation: number } | null {
  const [name, message, incarnation] = effect.split(':')
  return name === 'deliver' && message !== undefined ? { message: message as MessageId, incarnation: Number(incarnation) } : null
}

function partsOf(action: Action): readonly (string | number)[] {
  switch (action.do) {
    case 'prepare_worktree':
    case 'look_at_git':
      return [action.do, action.worker]
    case 'start_agent':
    case 'answer_dialog':
    case 'end_agent':
    case 'look_at_children':
      return [action.do, action.worker, action.incarnation]
    case 'rescue_stray_work':
      return [action.do, action.worker, action.head]
    case 'deliver':
      return [action.do, action.message, action.incarnation]
    case 'switch_branch':
    case 'verify':
      return [action.do, action.assignment]
    case 'alert':
      // The newest matter determines the id: an added matter makes a new alert.
      return [action.do, action.alert, Math.max(...action.matters.map(({ raised }) => raised))]
    default:
      return assertNever(action)
  }
}
