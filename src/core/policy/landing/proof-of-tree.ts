import type { TrainEvent } from '../../events/train-event.ts'
import { landedWork } from '../../landing/boarding.ts'
import type { TrainStep } from '../../landing/train-step.ts'
import { missingTest } from '../../landing/tree-tests.ts'
import { own } from '../../model/own.ts'
import { sameItems } from '../../model/same-items.ts'
import type { State } from '../../state/types/state.ts'
import type { TrainState } from '../../state/types/train-state.ts'

/**
 * Takes the test result of the train from a task's proof. This is allowed if the train has only this task, and the task's commands ran on
 * exactly the same tree: the commit merged with this commit of base. Returns null if the tree must be tested. The proof must be from this
 * launch, because the commands, and the environment and setup of their worker, must be the same. A flaky command must run again.
 */
export function proofOfTree(
  state: State,
  train: TrainState,
  { tip, members }: Extract<TrainStep, { step: 'test' }>,
): Extract<TrainEvent, { kind: 'train.tested' }> | null {
  const [member] = members
  if (member === undefined || members.length > 1 || train.members.length > 0 || tip !== member.merge) return null
  const task = own(state.tasks, member.task)
  const proof = task?.verified
  if (task === undefined || proof == null || proof.commit !== member.commit || proof.base !== train.base) return null
  if ((state.project?.policy.merge?.test ?? []).length > 0 || (proof.contains ?? []).length > 0) return null
  // The proof did not run the commands of tasks that are already in base.
  if (landedWork(state).some(({ id }) => id !== task.id)) return null
  if (!sameItems(task.accept, proof.accept) || proof.at < state.czar.startedAt) return null
  const ran = proof.checks.filter(check => check.task === undefined)
  if (
    task.accept.length === 0 ||
    !sameItems(
      ran.map(({ name }) => name),
      task.accept,
    )
  )
    return null
  if (proof.checks.some(({ outcome }) => outcome !== 'passed')) return null
  // Another task may count as done by the same work. Its own commands must pass as well.
  if (missingTest(state, [task.id], task.accept) !== null) return null
  const log = own(state.assignments, task.assignment ?? '')?.lastVerdict?.log
  if (log == null) return null
  return { kind: 'train.tested', tip, isGreen: true, reason: '', checks: proof.checks, log, tail: '', durationMs: 0 }
}
