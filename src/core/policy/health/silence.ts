import type { Evidence } from '../../model/evidence.ts'
import type { Policy } from '../../model/project.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { since } from '../engine/evidence.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/**
 * fresh: something new came lately. children: nothing new, but programs that the agent started use the processor.
 * unasked: it is time to ask whether they do. unknown: nobody can tell. silent: they do not. endless: they do, and have for too long.
 */
export type Silence = 'fresh' | 'children' | 'unasked' | 'unknown' | 'silent' | 'endless'

interface Patience {
  /** When something new came for the last time (ms). */
  readonly last: number
  readonly patienceMs: number
}

/** Children that rest once may just have ended, and the agent is about to say what came of them: they are looked at twice. */
const SECOND_LOOK_MS = 90_000

/** So many times `policy.stuck_after` children at work excuse a silence: a build that takes longer prints something. */
const CHILDREN_TIMES = 6

/** How long children may work without anything to show. */
export function longestWork({ stuckAfterMs }: Policy): number {
  return CHILDREN_TIMES * stuckAfterMs
}

/** Has nothing come of an agent for so long that it says something? Never by the clock alone: its children are looked at first. */
export function judgeSilence(context: PolicyContext, worker: WorkerState, { last, patienceMs }: Patience): Silence {
  const { agent } = worker
  if (agent === null) return 'unknown'
  const { children } = agent
  const busyAt = children?.busy === true ? children.at : 0
  // Nobody looked while there was no czar, and a person who paused it kept it from being asked.
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
    hasGivenUp(context.state, `look_at_children:${worker.id}:${agent.incarnation}`)
  if (!isUnknown) return 'unasked'
  // What can not be found out excuses it once more, but not for ever.
  return context.isDue(dueAt + patienceMs) ? 'silent' : 'unknown'
}

/** What a silence rests on: the last new thing, and what is known of the agent's children. */
export function silenceEvidence({ children }: AgentState, last: number): readonly Evidence[] {
  const quiet = since('silence', 'the last new thing: output, turn, report or change in git', { at: last })
  if (children === null || children.at < last) return [quiet]
  const said = {
    true: 'its children use the processor',
    false: 'its children use no processor time',
    null: 'not known whether its children work',
  }
  return [quiet, since('process', said[`${children.busy}`], children)]
}
