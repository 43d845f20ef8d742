import type { State } from '../model/state.ts'
import type { TaskState } from '../model/task-state.ts'
import { budgetMatters } from './budget/budget-matters.ts'
import type { Desk } from './desk.ts'
import { hasGivenUp } from './desk.ts'
import { limitMatters } from './limits/limit-matters.ts'
import { isOutOfReach, isStranded } from './out-of-reach.ts'
import { remoteMatters } from './remote-matter.ts'
import { unmetDependencies } from './tasks.ts'
import type { Matter } from './worker-matters.ts'
import { workerMatters } from './worker-matters.ts'

/** What only a person can settle, derived from the state: raised once, settled when it is no longer so. */
export function tendAttention(desk: Desk): void {
  const matters = [
    ...Object.values(desk.state.workers).flatMap(worker => workerMatters(desk, worker)),
    ...taskMatters(desk.state),
    ...failedEffects(desk.state),
    ...remoteMatters(desk.state),
    ...limitMatters(desk.state),
    ...budgetMatters(desk.state),
  ]
  for (const matter of matters) {
    const known = desk.state.attention[matter.key]
    if (known !== undefined && known.settledAt === null && known.text === matter.text) continue
    desk.record({ kind: 'attention.raised', ...matter }, matter.text)
  }
  const isSo = new Set(matters.map(matter => matter.key))
  const open = Object.values(desk.state.attention).filter(item => item.settledAt === null)
  for (const item of open) {
    if (isSo.has(item.key)) continue
    desk.record({ kind: 'attention.settled', key: item.key, reason: 'it is no longer so' }, 'it is no longer so')
  }
}

function taskMatters(state: State): readonly Matter[] {
  return Object.values(state.tasks).flatMap(task => {
    if (task.state === 'failed') return [failedTask(state, task)]
    if (isStranded(state, task)) return [strandedTask(state, task)]
    return isOutOfReach(state, task) ? [heldTask(state, task)] : []
  })
}

function failedTask(state: State, task: TaskState): Matter {
  const assignment = task.assignment === null ? undefined : state.assignments[task.assignment]
  const text = `task ${task.id} failed: ${task.failure ?? 'unknown'}`
  return { key: `failed:${task.id}`, worker: task.worker, text, hint: assignment?.lastVerdict?.log ?? null }
}

function strandedTask(state: State, task: TaskState): Matter {
  const text = `task ${task.id} can not start: ${unmetDependencies(state, task).join(', ')} will not be verified`
  return {
    key: `stranded:${task.id}`,
    worker: null,
    text,
    hint: 'mend what failed and launch again, or take the dependency out of the project file',
  }
}

function heldTask(state: State, task: TaskState): Matter {
  const needed = unmetDependencies(state, task)
  const text = `task ${task.id} can not start while it stands on a stopped worker: it waits for ${needed.join(', ')}`
  return { key: `stranded:${task.id}`, worker: null, text, hint: `czar restart ${needed[0] ?? ''}` }
}

/** Effects that failed for the last time and of which no failed task tells. */
function failedEffects(state: State): readonly Matter[] {
  const failed = Object.values(state.tasks).filter(task => task.state === 'failed')
  const told = new Set<string | null>(failed.flatMap(task => [task.worker, task.id]))
  return Object.entries(state.failures)
    .filter(([effect, { worker }]) => hasGivenUp(state, effect) && !isToldOtherwise(effect, told.has(worker)))
    .map(([effect, failure]) => ({
      key: `effect:${effect}`,
      worker: failure.worker,
      text: `${effect.replaceAll(':', ' ')} failed ${failure.count} times: ${failure.reason}`,
      hint: null,
    }))
}

function isToldOtherwise(effect: string, hasFailedTask: boolean): boolean {
  // Texts that can not be delivered lead to a fresh agent, or are a matter of their own; an alert about an alert would go round for ever.
  if (effect.startsWith('deliver:') || effect.startsWith('alert:')) return true
  return hasFailedTask && !effect.startsWith('end_agent:') && !effect.startsWith('answer_dialog:')
}
