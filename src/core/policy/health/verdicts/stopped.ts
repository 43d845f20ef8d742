import type { WorkerState } from '../../../state/types/worker-state.ts'
import { spentText } from '../../../text/spent-text.ts'
import { seen } from '../../engine/evidence.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker that was stopped. This goes before all other rules. Returns null if it was not stopped. */
export function stopped(worker: WorkerState): HealthVerdict | null {
  if (worker.stopped === 'over') return over(worker)
  if (worker.stopped === 'person')
    return sayHealth(['waiting', 'stopped'], 'stopped by a person', { evidence: [seen(worker, 'record', 'a person stopped it')] })
  if (worker.stopped === 'closed') {
    return sayHealth(['waiting', 'closed'], 'its session was closed from outside', {
      evidence: [seen(worker, 'process', 'tmux said that the session was closed')],
    })
  }
  return null
}

function over({ budget }: WorkerState): HealthVerdict {
  const whose = budget?.of === 'fleet' ? "the fleet's" : 'its'
  const spent = budget === null ? '' : `: ${spentText(budget)}`
  return sayHealth(['over', 'budget'], `${whose} budget is used up${spent}`)
}
