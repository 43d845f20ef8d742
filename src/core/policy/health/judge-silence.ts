import { effectIdOf } from '../../events/effect-id.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { since } from '../engine/evidence.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/**
 * What an agent's silence means. fresh: there was new output lately, so there is no silence. children: programs that the agent started use
 * CPU time. unasked: czar must first check whether such programs use CPU time. unknown: czar cannot find out. silent: no such program uses
 * CPU time. endless: such programs have used CPU time for too long.
 */
export type Silence = 'fresh' | 'children' | 'unasked' | 'unknown' | 'silent' | 'endless'

interface Patience {
  /** When the last new output came, in ms since the epoch. */
  readonly last: number
  readonly patienceMs: number
}

/**
 * After this many ms czar checks the agent's child processes once more. Child processes without CPU time may just have ended, and the agent
 * may be about to report.
 */
const SECOND_LOOK_MS = 90_000

/**
 * Child processes that use CPU time excuse a silence for this many times `policy.stuck_after`. Czar assumes that a build that takes longer
 * prints something before that.
 */
const CHILDREN_TIMES = 6

/** Returns how long child processes may work without any output. */
export function longestWork({ stuckAfterMs }: Policy): number {
  return CHILDREN_TIMES * stuckAfterMs
}

/**
 * Decides whether an agent's silence means that it is stuck or idle. The length of the silence alone is not enough: czar first checks the
 * agent's child processes.
 */
export function judgeSilence(context: PolicyContext, worker: WorkerState, { last, patienceMs }: Patience): Silence {
  const { agent } = worker
  if (agent === null) return 'unknown'
  const { children } = agent
  const busyAt = children?.busy === true ? children.at : 0
  // While no czar ran or the worker was paused, czar did not check the child processes, so that time does not count.
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
  // If czar cannot find out, it waits the same time once more. After that, the silence counts.
  return context.isDue(dueAt + patienceMs) ? 'silent' : 'unknown'
}

/** Returns what shows the silence: the last new output, and what the child processes did when czar last looked. */
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
