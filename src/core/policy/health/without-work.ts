import { asidesOf } from '../../model/asides.ts'
import type { State } from '../../model/state.ts'
import type { TaskState } from '../../model/task-state.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import { isStranded } from '../out-of-reach.ts'
import { doubtOf } from '../proof/doubt.ts'
import { whyNotAgain } from '../proof/may-recheck.ts'
import { ownTask, unmetDependencies } from '../tasks.ts'
import { since } from './evidence.ts'
import { sayStart } from './starting.ts'
import { say, type Verdict } from './verdict.ts'

/** A worker that has no open task, or no agent yet. */
export function withoutWork(state: State, worker: WorkerState): Verdict {
  const task = ownTask(state, worker)
  if (task?.state === 'failed')
    return say(['stuck', 'failed'], `its task failed: ${task.failure ?? 'unknown'}`, { evidence: endOf(task.endedAt, 'the task failed') })
  if (task?.state === 'verified') {
    const commit = task.verified?.commit.slice(0, 8) ?? '?'
    const asides = task.verified === null ? [] : asidesOf(task.verified)
    const doubt = doubtOf(state, task)
    const reasons = [`its work is verified at ${commit}`, ...(doubt === null ? [] : [doubt.reason]), ...asides]
    return say(['done', 'verified'], reasons.join('; '), {
      evidence: [...endOf(task.verified?.at ?? null, `the check of ${commit} passed`)],
    })
  }
  if (task?.state === 'stale')
    return say(['waiting', 'proof'], sayStale(state, task), { evidence: endOf(task.recheck?.at ?? null, 'the proof became void') })
  if (worker.agent !== null && worker.agent.exit === null) return sayStart(worker, worker.agent)
  if (task === null) return say(['waiting', 'no-task'], 'it has no task')
  const unmet = unmetDependencies(state, task)
  if (isStranded(state, task)) return say(['waiting', 'stranded'], `can not start: ${unmet.join(', ')} will not be verified`)
  if (unmet.length > 0 && worker.config.waitForDependencies) return say(['waiting', 'dependency'], `waits for ${unmet.join(', ')}`)
  return worker.assignment === null
    ? say(['waiting', 'seat'], state.diskLow === null ? 'waits for a seat' : `waits for room on the disk of ${state.diskLow.path}`)
    : say(['starting', 'start'], 'its agent is being started')
}

function sayStale(state: State, task: TaskState): string {
  const why = whyNotAgain(state, task)
  return `its proof is void: ${task.recheck?.reason ?? 'unknown'}; ${why === null ? 'it is checked again' : `it is not checked again by itself: ${why}`}`
}

function endOf(at: number | null, text: string) {
  return at === null ? [] : [since('record', text, { at })]
}
