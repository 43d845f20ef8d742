import { effectIdOf } from '../../events/effect-id.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Policy } from '../../model/project.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { since } from '../engine/evidence.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/**
 * fresh: there was new output lately. children: there was none, but programs that the agent started use CPU. unasked:
 * czar must now check whether they do. unknown: czar cannot find out. silent: they use no CPU. endless: they use CPU,
 * and have done so for too long.
 */
export type Silence = 'fresh' | 'children' | 'unasked' | 'unknown' | 'silent' | 'endless'

interface Patience {
  /** When the last new output came (ms). */
  readonly last: number
  readonly patienceMs: number
}

/** Child processes that use no CPU may just have ended, and the agent may be about to report. So czar checks twice. */
const SECOND_LOOK_MS = 90_000

/** Busy child processes excuse a silence for this many times `policy.stuck_after`. Czar assumes that a longer build prints something before that. */
const CHILDREN_TIMES = 6

/** How long child processes may work without any output. */
export function longestWork({ stuckAfterMs }: Policy): number {
  return CHILDREN_TIMES * stuckAfterMs
}

/**
 * Judges whether an agent's silence means that it is stuck or idle. Time alone never decides: czar first checks the agent's child
 * processes.
 */
export function judgeSilence(context: PolicyContext, worker: WorkerState, { last, patienceMs }: Patience): Silence {
  const { agent } = worker
  if (agent === null) return 'unknown'
  const { children } = agent
  const busyAt = children?.busy === true ? children.at : 0
  // No czar was there to check the child processes, or the worker is paused and must not be disturbed.
  const quietSince = Math.max(last, context.state.czar.startedAt, worker.resumedAt)
  if (busyAt > quietSince && context.isDue(quietSince + longestWork(context.policy))) return 'endless'
  const dueAt = Math.max(quietSince, busyAt) + patienceMs
  if (!context.isDue(dueAt)) return busyAt > last ? 'children' : 'fresh'
  if (children !== null && children.at >= dueAt && children.busy === false) {
    const secondAt = (children.restingSince ?? children.at) + Math.min(SECOND_LOOK_MS, patienceMs)
    if (children.at >= secondAt) return 'silent'
    if (!context.isDue(secondAt)) return 'fresh'
  }
  const isUnknown =
    (children !== null && children.at >= dueAt && children.busy === null) ||
    hasGivenUp(context.state, effectIdOf({ do: 'look_at_children', worker: worker.id, incarnation: agent.incarnation }))
  if (!isUnknown) return 'unasked'
  // If czar cannot find out, this excuses the silence once more, but not for ever.
  return context.isDue(dueAt + patienceMs) ? 'silent' : 'unknown'
}

/** The evidence for a silence: the last new output, and the last reading of the agent's child processes. */
export function silenceEvidence({ children }: AgentState, last: number): readonly Evidence[] {
  const quiet = since('silence', 'the last new thing: output, turn, report or change in git', { at: last })
  if (children === null || children.at < last) return [quiet]
  const said = {
    true: 'its child processes use the processor',
    false: 'its child processes use no processor time',
    null: 'it is unknown whether its child processes work',
  }
  return [quiet, since('process', said[`${children.busy}`], children)]
}
