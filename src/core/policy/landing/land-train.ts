import type { Action } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import { untriedCommand } from '../../landing/tree-tests.ts'
import { wantedTasks } from '../../state/facts/is-reviewer.ts'
import type { State } from '../../state/types/state.ts'
import type { TrainState } from '../../state/types/train-state.ts'
import { counted } from '../../text/counted.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/**
 * Does the last steps before the project is finished. Czar reads base once more, because base may have moved. If the project file says so,
 * czar then moves base to the tested tip. Returns true while these steps run, because the project is not finished yet.
 */
export function landTrain(context: PolicyContext): boolean {
  const { train, refs } = context.state
  const merge = context.policy.merge
  if (merge?.mode !== 'omnibus' || train === null || refs === null || train.stopped !== null || train.tested === train.base) return false
  const { tested: tip, base, looked, landing } = train
  if (looked?.base !== refs.base.commit || looked.tip !== tip) {
    return ask(context, { do: 'look_at_base', worker: null, base: refs.base.commit, tip }, 'base may have moved since the last look')
  }
  if (merge.land !== 'when_finished' || landing?.tip === tip || untriedCommand(context.state, train) !== null) return false
  return ask(context, { do: 'land_train', worker: null, tip, base }, 'the tested tree is to land at the end of the run')
}

/**
 * Says why base was not moved to the tested tip although the project file demands it. Returns null if the project file does not demand it,
 * or if the project is finished.
 */
export function whyNotLandedYet(state: State, { members, landing, tested }: TrainState): string | null {
  const { project, czar } = state
  const merge = project?.policy.merge
  if (merge?.mode !== 'omnibus' || merge.land !== 'when_finished' || members.length === 0 || landing?.tip === tested) return null
  if (czar.phase === 'stopping' || czar.phase === 'stopped') return 'the run was stopped before its end'
  if (czar.phase !== 'supervising') return null
  const waiting = Object.values(state.attention).flatMap(({ settledAt, worker }) => (settledAt === null && worker !== null ? [worker] : []))
  if (waiting.length > 0) return `the run is not over: a person is needed for ${[...new Set(waiting)].join(', ')}`
  const open = wantedTasks(state).filter(task => task.state === 'waiting' || task.state === 'assigned' || task.state === 'stale').length
  return open === 0 ? 'the run is not over yet' : `the run is not over: ${counted(open, 'task')} ${open === 1 ? 'is' : 'are'} not done`
}

type LastStep = Extract<Action, { do: 'look_at_base' | 'land_train' }>

/** Asks for an action. Returns false if the action has failed too often. */
function ask(context: PolicyContext, action: LastStep, reason: string): boolean {
  if (hasGivenUp(context.state, effectIdOf(action))) return false
  context.perform(action, reason)
  return true
}
