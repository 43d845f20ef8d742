import { own } from '../../../model/own.ts'
import { hasLost } from '../../../state/facts/attempts.ts'
import { isReviewer } from '../../../state/facts/is-reviewer.ts'
import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { remarksOf } from '../../../views/proof-remarks.ts'
import { seen, since } from '../../engine/evidence.ts'
import type { PolicyContext } from '../../engine/policy-context.ts'
import { nextRestart } from '../../facts/next-restart.ts'
import { doubtOf } from '../../facts/work/doubt.ts'
import { isLent } from '../../facts/work/is-lent.ts'
import { whyNotAgain } from '../../facts/work/may-recheck.ts'
import { isStranded } from '../../facts/work/out-of-reach.ts'
import { isInFile, ownTask, unmetDependencies } from '../../facts/work/tasks.ts'
import { lastExit } from '../../fleet/agent.ts'
import { sayStart } from './starting.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker that has no open task, or no agent yet. */
export function withoutWork(context: PolicyContext, worker: WorkerState): HealthVerdict {
  const { state } = context
  const task = ownTask(state, worker)
  if (task?.state === 'failed')
    return sayHealth(['stuck', 'failed'], `its task failed: ${task.failure ?? 'unknown'}`, {
      evidence: endOf(task.endedAt, 'the task failed'),
    })
  if (task?.state === 'verified') {
    const commit = task.verified?.commit.slice(0, 8) ?? '?'
    const remarks = task.verified === null ? [] : remarksOf(task.verified)
    const doubt = doubtOf(state, task)
    const reasons = [sayProven(task), ...(doubt === null ? [] : [doubt.reason]), ...remarks]
    return sayHealth(['done', 'verified'], reasons.join('; '), {
      evidence: [...endOf(task.verified?.at ?? null, `the check of ${commit} passed`)],
    })
  }
  if (task?.state === 'candidate')
    return sayHealth(['done', 'verified'], `${sayProven(task)}; waits until the other attempts are over`, {
      evidence: endOf(task.verified?.at ?? null, 'its check passed'),
    })
  if (task !== null && hasLost(task)) return sayHealth(['done', 'lost'], sayLost(state, task))
  if (task?.state === 'stale')
    return sayHealth(['waiting', 'proof'], sayStale(state, task), { evidence: endOf(task.recheck?.at ?? null, 'the proof became void') })
  if (worker.agent !== null && worker.agent.exit === null) return sayStart(worker, worker.agent)
  if (worker.gone !== null && worker.assignment !== null) return sayHealth(['waiting', 'worktree'], 'the folder of its worktree is gone')
  const none = sayNoTask(state, worker, task)
  if (task === null || none !== null) return sayHealth(['waiting', 'no-task'], none ?? 'it has no task')
  const unmet = unmetDependencies(state, task)
  if (isStranded(state, task)) return sayHealth(['waiting', 'stranded'], `cannot start: ${unmet.join(', ')} will not be verified`)
  if (unmet.length > 0 && worker.config.waitForDependencies) return sayHealth(['waiting', 'dependency'], `waits for ${unmet.join(', ')}`)
  return worker.assignment === null ? beforeStart(context, worker) : sayHealth(['starting', 'start'], 'its agent is being started')
}

function sayProven({ verified }: TaskState): string {
  return `its work is verified at ${verified?.commit.slice(0, 8) ?? '?'}`
}

/** Says that another attempt at the worker's task won, and which one. */
function sayLost({ attempts = {} }: State, { id, attempt }: TaskState): string {
  const settled = own(attempts, attempt?.task ?? '')
  const why = settled?.attempts.find(({ task }) => task === id)?.why ?? 'another attempt won'
  return `lost to ${settled?.winner ?? 'another attempt'}: ${why}`
}

/** Says why the worker has nothing to do, or returns null if its own task waits for it. */
function sayNoTask(state: State, worker: WorkerState, task: TaskState | null): string | null {
  if (!isInFile(state, worker) && !isReviewer(worker)) return 'it is no longer in the fleet'
  if (task?.state === 'dropped') return 'its task was dropped'
  if (task === null || !isLent(task)) return null
  return task.worker === null || task.worker === worker.id
    ? 'its task was taken from it, and waits for another worker'
    : `its task was taken from it, and is with ${task.worker}`
}

/** Says why a task that could start has not started. */
function beforeStart(context: PolicyContext, worker: WorkerState): HealthVerdict {
  const { state, policy, now } = context
  if (worker.paused) return sayHealth(['waiting', 'paused'], 'begins its task when it is resumed')
  if (state.budgetLow !== null) return sayHealth(['waiting', 'budget'], 'begins nothing more: the budget is nearly used up')
  if (state.diskLow !== null) return sayHealth(['waiting', 'seat'], `waits for free space on the disk of ${state.diskLow.path}`)
  const restart = nextRestart(worker.exits, policy.restart, now)
  if (restart.kind === 'at' && !context.isDue(restart.at))
    return sayHealth(['crashed', 'exit'], `${lastExit(worker)}; it is started again after a pause`, {
      evidence: [seen(worker, 'process', lastExit(worker))],
    })
  return sayHealth(['waiting', 'seat'], 'waits for a seat')
}

function sayStale(state: State, task: TaskState): string {
  const why = whyNotAgain(state, task)
  return `its proof is void: ${task.recheck?.reason ?? 'unknown'}; ${why === null ? 'it is checked again' : `it is not checked again by itself: ${why}`}`
}

function endOf(at: number | null, text: string) {
  return at === null ? [] : [since('record', text, { at })]
}
