import { effectIdOf } from '../../events/effect-id.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { SettledAttempts } from '../../state/types/attempts-state.ts'
import type { State } from '../../state/types/state.ts'
import { hasGivenUp, isUnderWay, type PolicyContext } from '../engine/policy-context.ts'

/** Keeps the work of each attempt that lost under a git ref, once its agent has ended. */
export function keepLostAttempts(context: PolicyContext): void {
  for (const [task, settled] of Object.entries(context.state.attempts ?? {})) {
    for (const id of losersToKeep(settled)) keep(context, task as TaskId, id)
  }
}

/** Whether czar still has to keep the work of an attempt that lost. */
export function areAttemptsMoving({ attempts = {} }: State): boolean {
  return Object.values(attempts).some(settled => losersToKeep(settled).length > 0)
}

function losersToKeep({ attempts, winner, kept }: SettledAttempts): readonly TaskId[] {
  return attempts.flatMap(({ task }) => (task === winner || Object.hasOwn(kept, task) ? [] : [task]))
}

function keep(context: PolicyContext, task: TaskId, id: TaskId): void {
  const { state } = context
  const worker = own(state.workers, id)
  if (worker === undefined) return
  if (worker.agent !== null || isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent', 'switch_branch')) return
  const kept = { kind: 'attempts.kept', worker: worker.id, task, ref: null } as const
  if (worker.worktree === null) return context.record(kept, `${id} has no worktree`)
  const action = { do: 'keep_attempt', worker: worker.id } as const
  const effect = effectIdOf(action)
  if (!hasGivenUp(state, effect)) return context.perform(action, `another attempt at ${task} won`)
  const problem = own(state.failures, effect)?.reason ?? 'the reason is unknown'
  context.record({ ...kept, problem }, `the work of ${id} could not be kept: ${problem}`)
}
