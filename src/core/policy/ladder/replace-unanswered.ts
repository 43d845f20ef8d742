import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { isAskedAgain } from './hand-back-question.ts'
import { replacedLately } from './next-rung.ts'

const MATTER = 'unanswered'

/**
 * With `policy.questions: decide`, replaces an agent that waits at a question on its screen which only keys can answer. It also replaces an
 * agent that asks again and again, although its questions were given back to it. Czar presses no key and permits nothing. Returns true if
 * it did something.
 */
export function replaceUnanswered(context: PolicyContext, worker: WorkerState): boolean {
  const standing = standingOf(context, worker)
  if (standing === null || !context.isDue(standing.dueAt)) return false
  if (isUnderWay(context.state, worker.id, 'deliver', 'end_agent', 'answer_dialog')) return false
  const finding = `it waits for an answer that no person gives: ${standing.text}`
  const { id, incarnation, assignment } = worker
  if (assignment === null) return false
  const step = { rung: 'fresh', about: 'progress', matter: MATTER, evidence: [finding] } as const
  context.record({ kind: 'ladder.climbed', worker: id, assignment, incarnation, ...step }, finding)
  return true
}

/** Whether the agent is about to be replaced, so that its question calls no person. */
export function willBeReplaced(context: PolicyContext, worker: WorkerState): boolean {
  const standing = standingOf(context, worker)
  return standing !== null && !context.isDue(standing.dueAt + context.policy.ackWithinMs)
}

interface Standing {
  readonly dueAt: number
  readonly text: string
}

function standingOf(context: PolicyContext, worker: WorkerState): Standing | null {
  const { state, policy, now } = context
  const { agent } = worker
  const assignment = openAssignment(state, worker)
  if (policy.questions !== 'decide' || assignment === null || agent === null || agent.exit !== null) return null
  if (worker.stopped !== null || isHandsOff(state, worker) || wantsLogin(agent)) return null
  if (assignment.briefed?.incarnation !== agent.incarnation || worker.replace === agent.incarnation) return null
  if (assignment.ladder.current.filter(({ matter }) => matter === MATTER).length >= policy.nudges) return null
  if (replacedLately(assignment.ladder, policy, now).length >= policy.restart.max) return null
  const { dialog } = agent
  const patienceMs = policy.ackWithinMs
  if (dialog !== null && dialog.answeredAt === null && dialog.keys === null)
    return { dueAt: Math.max(dialog.at, worker.resumedAt) + patienceMs, text: dialog.text }
  if (agent.turn === 'waiting')
    return { dueAt: Math.max(agent.turnAt, worker.resumedAt) + patienceMs, text: agent.waitingText ?? 'a permission' }
  const { question } = worker
  return question !== null && isAskedAgain(context, worker) ? { dueAt: question.at, text: question.text } : null
}
