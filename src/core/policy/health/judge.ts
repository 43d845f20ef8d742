import type { Advice } from '../../model/evidence.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { findConfusions } from '../confusion/find-confusion.ts'
import type { Desk } from '../engine/desk.ts'
import { latest } from '../engine/latest.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { openAssignment } from '../facts/tasks.ts'
import type { HealthRule } from './scene.ts'
import { atRest } from './verdicts/at-rest.ts'
import { claimed } from './verdicts/claimed.ts'
import { confused } from './verdicts/confused.ts'
import { ended } from './verdicts/ended.ts'
import { limited } from './verdicts/limited.ts'
import { starting } from './verdicts/starting.ts'
import { stopped } from './verdicts/stopped.ts'
import { turning } from './verdicts/turning.ts'
import type { Verdict } from './verdicts/verdict.ts'
import { waiting } from './verdicts/waiting.ts'
import { withoutWork } from './verdicts/without-work.ts'

/** The first that has something to say is right: what rests on stronger evidence stands before what rests on weaker. */
const RULES: readonly HealthRule[] = [starting, waiting, claimed, confused, turning]

/** How a worker stands now, with what that rests on. Pure: it records nothing, and the ladder may ask it too. */
export function judgeHealth(desk: Desk, worker: WorkerState): Verdict {
  const verdicts = verdictsOf(desk)
  const known = verdicts.get(worker) ?? judgeAnew(desk, worker)
  verdicts.set(worker, known)
  return known
}

/** One desk is one moment: whoever asks twice gets one answer. */
const verdictsOf = latest((_: Desk) => new Map<WorkerState, Verdict>())

function judgeAnew(desk: Desk, worker: WorkerState): Verdict {
  const verdict = { ...judge(desk, worker), advice: adviceTo(desk.state, worker) }
  // What it does by itself stays its health.
  return isHandsOff(desk.state, worker) ? { ...verdict, reason: `paused by a person; ${verdict.reason}` } : verdict
}

function judge(desk: Desk, worker: WorkerState): Verdict {
  const end = stopped(worker) ?? limited(desk, worker) ?? ended(desk.state, worker)
  if (end !== null) return end
  const { agent } = worker
  const assignment = openAssignment(desk.state, worker)
  if (agent === null || assignment === null) return withoutWork(desk, worker)
  const scene = { desk, worker, agent, assignment, task: taskOf(desk.state, assignment.task) }
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
