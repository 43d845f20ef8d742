import { isReviewer } from '../../../state/facts/is-reviewer.ts'
import { findConfusion } from '../../confusion/find-confusion.ts'
import { since } from '../../engine/evidence.ts'
import type { Scene } from '../scene.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker that does other work than its task, as far as rules can tell. */
export function confused(scene: Scene): HealthVerdict | null {
  const found = findConfusion(scene.context.state, scene.worker)
  if (found === null) return unacknowledged(scene)
  const { matter, reason, problem, evidence } = found
  return matter === 'criteria' ? null : sayHealth(['confused', matter], reason, { problem, evidence })
}

/** Judges a worker that has not acknowledged its task. During a turn this does not count, because the acknowledgement may still come. */
function unacknowledged({ context, worker, agent, assignment }: Scene): HealthVerdict | null {
  const { briefed, acknowledged } = assignment
  // A reviewer need not say its task in its own words.
  if (isReviewer(worker)) return null
  if (assignment.state !== 'delivered' || acknowledged !== null || agent.turn === 'busy') return null
  if (briefed === null || briefed.incarnation !== agent.incarnation) return null
  if (!context.isDue(Math.max(briefed.at, worker.resumedAt) + context.policy.ackWithinMs)) return null
  return sayHealth(['confused', 'no-acknowledgement'], 'it has not restated its task', {
    problem: 'You have not acknowledged the task yet.',
    evidence: [since('record', `${assignment.id} was delivered, and no acknowledgement came`, briefed)],
  })
}
