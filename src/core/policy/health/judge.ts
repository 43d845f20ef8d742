import type { Advice } from '../../model/evidence.ts'
import { sayAttempt } from '../../state/facts/attempts.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { findConfusions } from '../confusion/find-confusion.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import type { HealthRule } from './scene.ts'
import { atRest } from './verdicts/at-rest.ts'
import { claimed } from './verdicts/claimed.ts'
import { confused } from './verdicts/confused.ts'
import { ended } from './verdicts/ended.ts'
import { inTurn } from './verdicts/in-turn.ts'
import { limited } from './verdicts/limited.ts'
import { starting } from './verdicts/starting.ts'
import { stopped } from './verdicts/stopped.ts'
import type { HealthVerdict } from './verdicts/verdict.ts'
import { waiting } from './verdicts/waiting.ts'
import { withoutWork } from './verdicts/without-work.ts'

/** The rules in their order. The first rule that returns a judgement decides, so the rules with the strongest evidence come first. */
const RULES: readonly HealthRule[] = [starting, waiting, claimed, confused, inTurn]

/** Judges how a worker is doing now, with the evidence. It records nothing, so it may be called as often as needed. */
export function judgeHealth(context: PolicyContext, worker: WorkerState): HealthVerdict {
  const verdicts = verdictsOf(context)
  const known = verdicts.get(worker) ?? judgeAnew(context, worker)
  verdicts.set(worker, known)
  return known
}

/** Each judgement is computed once per context, because a context is about a single moment. */
const verdictsOf = memoizeLast((_: PolicyContext) => new Map<WorkerState, HealthVerdict>())

function judgeAnew(context: PolicyContext, worker: WorkerState): HealthVerdict {
  const verdict = ofAttempt(worker, { ...judge(context, worker), advice: adviceTo(context.state, worker) })
  // The judgement about a paused worker stays as it is, and only the text says that it is paused.
  return isHandsOff(context.state, worker) ? { ...verdict, reason: `paused by a person; ${verdict.reason}` } : verdict
}

/** Says which attempt the worker makes, because several workers have the same task. */
function ofAttempt({ config }: WorkerState, verdict: HealthVerdict): HealthVerdict {
  return config.attempt === undefined ? verdict : { ...verdict, reason: `${sayAttempt(config.attempt)}: ${verdict.reason}` }
}

function judge(context: PolicyContext, worker: WorkerState): HealthVerdict {
  const end = stopped(worker) ?? limited(context, worker) ?? ended(context.state, worker)
  if (end !== null) return end
  const { agent } = worker
  const assignment = openAssignment(context.state, worker)
  if (agent === null || assignment === null) return withoutWork(context, worker)
  const scene = { context, worker, agent, assignment, task: taskOf(context.state, assignment.task) }
  for (const rule of RULES) {
    const verdict = rule(scene)
    if (verdict !== null) return verdict
  }
  return atRest(scene)
}

function adviceTo(state: State, worker: WorkerState): readonly Advice[] {
  if (worker.agent === null || worker.agent.exit !== null || worker.stopped !== null) return []
  return findConfusions(state, worker)
    .filter(({ weight }) => weight === 'advice')
    .map(({ matter, problem }) => ({ matter, problem }))
}

function taskOf(state: State, id: string) {
  return state.tasks[id] ?? null
}
