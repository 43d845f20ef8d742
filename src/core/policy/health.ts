import type { Health } from '../model/event.ts'
import type { State } from '../model/state.ts'
import type { AssignmentState } from '../model/task-state.ts'
import type { AgentState, WorkerState } from '../model/worker-state.ts'
import { judgeAcknowledgement } from './acknowledgement.ts'
import { lastExit } from './agent.ts'
import type { Desk } from './desk.ts'
import { isHandsOff } from './hands-off.ts'
import { heldMessage, sayHold } from './held.ts'
import { isStranded } from './out-of-reach.ts'
import { silentSince } from './patience.ts'
import { openAssignment, ownTask, unmetDependencies } from './tasks.ts'

interface Verdict {
  readonly health: Health
  readonly reason: string
  readonly evidence: readonly string[]
}

/** Records each worker's health when it changes, with the evidence it rests on. */
export function tendHealth(desk: Desk): void {
  for (const worker of Object.values(desk.state.workers)) {
    const verdict = sayPause(desk.state, worker, judgeHealth(desk, worker))
    if (verdict.health === worker.health.health && verdict.reason === worker.health.reason) continue
    desk.record({ kind: 'health.changed', worker: worker.id, ...verdict }, verdict.reason)
  }
}

/** What it does by itself stays its health. */
function sayPause(state: State, worker: WorkerState, verdict: Verdict): Verdict {
  return isHandsOff(state, worker) ? { ...verdict, reason: `paused by a person; ${verdict.reason}` } : verdict
}

/** Strongest evidence first: process, then the agent's own word, then reports, then silence. */
function judgeHealth(desk: Desk, worker: WorkerState): Verdict {
  const { agent } = worker
  if (worker.stopped !== null)
    return say('waiting', worker.stopped === 'person' ? 'stopped by a person' : 'its session was closed from outside')
  if (agent !== null && agent.exit !== null && worker.assignment !== null) return say('crashed', lastExit(worker), agent.exit.lastScreen)
  if (desk.state.czar.phase === 'stopping' && agent === null) return say('waiting', 'the fleet was stopped')
  const assignment = openAssignment(desk.state, worker)
  if (agent === null || assignment === null) return withoutWork(desk.state, worker)
  if (agent.readyAt === null) return starting(agent)
  return atWork(desk, worker, { agent, assignment: assignment })
}

function withoutWork(state: State, worker: WorkerState): Verdict {
  const task = ownTask(state, worker)
  if (task?.state === 'failed') return say('stuck', `its task failed: ${task.failure ?? 'unknown'}`)
  if (task?.state === 'verified') return say('done', `its work is verified at ${task.verified?.commit.slice(0, 8) ?? '?'}`)
  if (worker.agent !== null && worker.agent.exit === null) return starting(worker.agent)
  if (task === null) return say('waiting', 'it has no task')
  if (isStranded(state, task)) return say('waiting', `can not start: ${unmetDependencies(state, task).join(', ')} will not be verified`)
  const unmet = unmetDependencies(state, task)
  if (unmet.length > 0 && worker.config.waitForDependencies) return say('waiting', `waits for ${unmet.join(', ')}`)
  return worker.assignment === null ? say('waiting', 'waits for a seat') : say('starting', 'its agent is being started')
}

function starting(agent: AgentState): Verdict {
  if (agent.dialog !== null && agent.dialog.answeredAt === null) return say('waiting', 'a start-up dialog', agent.dialog.text)
  return say('starting', agent.readyAt === null ? 'its agent starts' : 'its agent is ready', `incarnation ${agent.incarnation}`)
}

function atWork(desk: Desk, worker: WorkerState, { agent, assignment }: { agent: AgentState; assignment: AssignmentState }): Verdict {
  if (agent.turn === 'waiting')
    return say('waiting', `waits for ${agent.waitingFor === 'permission' ? 'a permission' : 'an answer'}`, agent.waitingText ?? '')
  const waiting = heldMessage(desk.state, worker)
  if (waiting !== null && agent.turn !== 'busy')
    return say('waiting', sayHold(waiting.held), `${waiting.kind} ${waiting.id} waits for them`)
  if (worker.question !== null) return say('waiting', 'waits for an answer', worker.question.text)
  if (assignment.state === 'claimed' || assignment.state === 'verifying') return say('working', 'claims to be done; being checked')
  const confusion = confusionOf(desk.state, worker, assignment)
  if (confusion !== null) return say('confused', confusion, assignment.acknowledged?.text ?? '')
  if (agent.turn === 'busy') {
    if (desk.isDue(agent.noveltyAt + desk.policy.stuckAfterMs))
      return say('stuck', 'a turn runs, but nothing new on screen, in git or in reports')
    return say('working', assignment.state === 'rework' ? 'mends what was rejected' : 'a turn runs')
  }
  if (assignment.briefed?.incarnation !== agent.incarnation) return say('starting', 'its task is being delivered')
  return atRest(desk, worker, agent)
}

function atRest(desk: Desk, worker: WorkerState, agent: AgentState): Verdict {
  const since = silentSince(worker, agent)
  const isExact = agent.turn === 'idle' && agent.turnStrength === 'exact'
  if (since === null || !desk.isDue(since + desk.policy.idleAfterMs))
    return say('working', isExact ? 'its turn has just ended' : 'something new came lately')
  return isExact ? say('idle', 'its turn ended and it claims nothing') : say('quiet', 'nothing new on screen, in git or in reports')
}

function confusionOf(state: State, worker: WorkerState, assignment: AssignmentState): string | null {
  const task = state.tasks[assignment.task]
  if (worker.git !== null && worker.worktree !== null && worker.git.branch !== worker.worktree.branch) {
    return `works on ${worker.git.branch ?? 'a detached HEAD'} instead of ${worker.worktree.branch}`
  }
  return task === undefined ? null : judgeAcknowledgement(assignment, task)
}

function say(health: Health, reason: string, evidence = ''): Verdict {
  return { health, reason, evidence: evidence === '' ? [] : [evidence] }
}
