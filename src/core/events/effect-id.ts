import { assertNever } from '../model/errors.ts'
import type { AssignmentId, CommitSha, EffectId, MessageId, WorkerId } from '../model/ids.ts'
import type { Action, RequestAction } from './decision.ts'

/** The parts of an action from which czar makes the action's id. */
export type EffectKey =
  | { readonly do: 'prepare_worktree' | 'look_at_git' | 'check_findings' | 'remove_review' | 'keep_attempt'; readonly worker: WorkerId }
  | {
      readonly do: 'start_agent' | 'answer_dialog' | 'end_agent' | 'look_at_children'
      readonly worker: WorkerId
      readonly incarnation: number
    }
  | { readonly do: 'rescue_stray_work'; readonly worker: WorkerId; readonly head: CommitSha }
  | { readonly do: 'deliver'; readonly message: MessageId; readonly incarnation: number }
  | { readonly do: 'switch_branch' | 'verify'; readonly assignment: AssignmentId }
  | { readonly do: 'begin_train'; readonly base: CommitSha }
  | { readonly do: 'chain_train'; readonly onto: CommitSha; readonly commits: readonly { readonly commit: CommitSha }[] }
  | { readonly do: 'test_train' | 'advance_train' | 'land_train'; readonly tip: CommitSha }
  | { readonly do: 'look_at_base'; readonly base: CommitSha; readonly tip: CommitSha }
  | { readonly do: 'settle_duplicate'; readonly assignment: AssignmentId; readonly earlier: { readonly commit: CommitSha } }
  | {
      readonly do: RequestAction['do']
      readonly branch: string
      readonly commit: CommitSha
    }
  | { readonly do: 'alert'; readonly alert: string; readonly matters: readonly { readonly raised: number }[] }

/**
 * Returns the id of an action. If czar decides the same action twice, both have the same id, so czar does not start it again while it is
 * still under way.
 */
export function effectIdOf(key: EffectKey): EffectId {
  return [key.do, ...partsOf(key)].join(':') as EffectId
}

/** Returns the entries of a record that has an entry for each action id. */
export function byEffect<Value>(record: Readonly<Record<EffectId, Value>>): readonly (readonly [EffectId, Value])[] {
  return Object.entries(record) as unknown as readonly (readonly [EffectId, Value])[]
}

/** Returns the name of the action from its id. */
export function actionOfEffect(effect: EffectId): Action['do'] {
  return effect.split(':')[0] as Action['do']
}

/** Returns which message an action delivers, and to which agent of the worker. Returns null if the action delivers no message. */
export function deliveryOfEffect(effect: EffectId): { readonly message: MessageId; readonly incarnation: number } | null {
  const [name, message, incarnation] = effect.split(':')
  return name === 'deliver' && message !== undefined ? { message: message as MessageId, incarnation: Number(incarnation) } : null
}

/** Returns which agent of which worker an action starts. Returns null if the action starts no agent. */
export function startOfEffect(effect: EffectId): { readonly worker: WorkerId; readonly incarnation: number } | null {
  const [name, worker, incarnation] = effect.split(':')
  return name === 'start_agent' && worker !== undefined ? { worker: worker as WorkerId, incarnation: Number(incarnation) } : null
}

/** Whether the action sends news through this alert channel. */
export function isAlertOf(effect: EffectId, alert: string): boolean {
  return effect.startsWith(`alert:${alert}:`)
}

// Long: there is one case for each action.
function partsOf(key: EffectKey): readonly (string | number)[] {
  switch (key.do) {
    case 'prepare_worktree':
    case 'look_at_git':
    case 'check_findings':
    case 'remove_review':
    case 'keep_attempt':
      return [key.worker]
    case 'start_agent':
    case 'answer_dialog':
    case 'end_agent':
    case 'look_at_children':
      return [key.worker, key.incarnation]
    case 'rescue_stray_work':
      return [key.worker, key.head]
    case 'deliver':
      return [key.message, key.incarnation]
    case 'switch_branch':
    case 'verify':
      return [key.assignment]
    case 'begin_train':
      return [key.base]
    case 'chain_train':
      return [key.onto, ...key.commits.map(({ commit }) => commit.slice(0, 12))]
    case 'test_train':
    case 'advance_train':
    case 'land_train':
      return [key.tip]
    case 'look_at_base':
      return [key.base, key.tip]
    case 'settle_duplicate':
      return [key.assignment, key.earlier.commit]
    case 'push_request':
    case 'open_request':
    case 'update_request':
    case 'ready_request':
    case 'arm_request':
    case 'disarm_request':
    case 'merge_request':
    case 'catch_up_request':
    case 'close_request':
    case 'answer_request':
      return [key.branch, key.commit.slice(0, 12)]
    case 'alert':
      // The newest item decides the id. So if a new item comes, czar sends a new alert.
      return [key.alert, Math.max(...key.matters.map(({ raised }) => raised))]
    default:
      return assertNever(key)
  }
}
