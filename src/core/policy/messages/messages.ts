import type { TaskId } from '../../model/ids.ts'
import { isWaiting } from '../../state/facts/children.ts'
import type { MessageState } from '../../state/types/message-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { endAssignment } from '../assignments/end-assignment.ts'
import { backoffMs } from '../engine/backoff.ts'
import { hasLookedAfresh } from '../engine/look-afresh.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isUnderWay } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { isHopeless } from '../facts/work/is-hopeless.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'
import { hasDialog } from '../fleet/agent.ts'

export const DELIVERY_TRIES = 5
/**
 * A program may discard input that comes soon after its prompt appears. If earlier agents lost texts in this way, czar waits this many ms
 * longer for each lost text.
 */
const LATER_MS = 3_000
const RETRY = { min: 2_000, max: 60_000 }

/** Some workers begin before the tasks that they need are done. Tells such a worker when one of these tasks is verified. */
export function tellUnblocked(context: PolicyContext, worker: WorkerState): void {
  const task = ownTask(context.state, worker)
  if (task === null || task.state !== 'assigned' || worker.assignment === null) return
  for (const dependency of worker.config.dependsOn) {
    const needed = context.state.tasks[dependency]
    const verified = needed?.state === 'verified' ? needed.verified : null
    if (verified === null || worker.told.includes(dependency)) continue
    // `czar wait` prints how its tasks ended, so the agent needs no text about them.
    if (isWaiting(worker) && worker.waits?.tasks.includes(dependency as string as TaskId)) continue
    queueText(
      context,
      worker.id,
      { kind: 'unblock', assignment: worker.assignment, facts: { dependency, commit: verified.commit } },
      `${dependency} is verified at ${verified.commit.slice(0, 8)}`,
    )
  }
}

const NOTICES = 3

/** Tells a worker, a few times at most, that czar could not read its report file. The last reports that czar could read still count. */
export function tellRefused(context: PolicyContext, worker: WorkerState): void {
  const { count, told, reason } = worker.refusals
  if (count <= told || told >= NOTICES || worker.assignment === null) return
  queueText(
    context,
    worker.id,
    { kind: 'notice', assignment: worker.assignment, facts: { problem: `Your report could not be read: ${reason}` } },
    reason,
  )
}

/**
 * If the end of a text never appeared on the screen, the agent may have got only a part of the text. Tells the worker once where the whole
 * text is.
 */
export function tellUnseenEnd(context: PolicyContext, worker: WorkerState): void {
  const assignment = openAssignment(context.state, worker)
  const advice = `unseen-end:${worker.unseenEnd}`
  if (worker.unseenEnd === null || assignment === null || assignment.advised.includes(advice)) return
  // If the program does not report its turns, czar cannot know whether the agent has begun to work on the text.
  if (!context.isDue((assignment.briefed?.at ?? assignment.ladder.askedAt) + context.policy.idleAfterMs)) return
  const problem = `The end of ${worker.unseenEnd} was never visible at your prompt, so a part of your task may be missing. Run \`czar inbox ${worker.unseenEnd}\` and read it whole.`
  queueText(
    context,
    worker.id,
    { kind: 'notice', assignment: assignment.id, facts: { problem, advice } },
    `the end of ${worker.unseenEnd} was never seen`,
  )
}

/** Types the next text for this worker, if its agent can take one now. */
export function deliverNext(context: PolicyContext, worker: WorkerState): void {
  const { agent } = worker
  if (agent === null || agent.exit !== null || agent.readyAt === null || worker.replace === agent.incarnation) return
  if (isUnderWay(context.state, worker.id, 'deliver', 'end_agent', 'answer_dialog')) return
  const profile = context.project.agents[worker.config.agent]
  const message = nextFor(context, worker, agent.incarnation)
  if (message === undefined || profile === undefined) return
  // While a person types in the terminal, the text waits. This is not a failed attempt, and czar is told when the terminal is free.
  if (message.held?.incarnation === agent.incarnation) return
  // After a restart of czar, the agent may already be working on this very text.
  const isInterrupted = message.interruptedIn === agent.incarnation
  if (!isInterrupted && (agent.turn === 'busy' || !canHear(agent, message) || hasDialog(agent))) return
  if (!isInterrupted && message.pastedTo === agent.incarnation) return
  const isGoneBefore = message.pastedTo !== null && message.pastedTo !== agent.incarnation
  if (!context.isDue(agent.readyAt + profile.settleMs + (isGoneBefore ? message.tries * LATER_MS : 0))) return
  if (message.tries > 0 && !context.isDue(message.lastTryAt + backoffMs(message.tries, RETRY))) return
  if (message.tries >= DELIVERY_TRIES) return giveUp(context, worker, message)
  context.perform(
    { do: 'deliver', worker: worker.id, message: message.id, incarnation: agent.incarnation, recover: isInterrupted },
    `${message.kind} ${message.id} waits and the agent is ready for it`,
  )
}

/**
 * Whether the agent can take the text. An agent that waits for an answer at its prompt gets only a person's text. An agent that waits for a
 * permission or shows a dialog gets nothing.
 */
function canHear({ turn, waitingFor }: NonNullable<WorkerState['agent']>, { kind }: MessageState): boolean {
  return turn !== 'waiting' || (waitingFor === 'answer' && kind === 'tell')
}

/** Returns the text that the agent gets next. Its task comes first, because it cannot understand other texts without its task. */
function nextFor({ state }: PolicyContext, worker: WorkerState, incarnation: number): MessageState | undefined {
  const waiting = messagesFor(state, worker.id)
  // If this agent cannot get a person's text, the text waits for the next agent and does not hold up other texts.
  const isDeliverable = (message: MessageState) => message.kind !== 'tell' || !isHopeless(state, message, incarnation)
  const answer = worker.agent?.turn === 'waiting' ? waiting.find(message => message.kind === 'tell' && isDeliverable(message)) : undefined
  return answer ?? waiting.find(message => message.kind === 'brief') ?? waiting.find(isDeliverable)
}

function giveUp(context: PolicyContext, worker: WorkerState, message: MessageState): void {
  const reason = `${message.kind} ${message.id} could not be delivered in ${message.tries === 1 ? 'one try' : `${message.tries} tries`}`
  const assignment = openAssignment(context.state, worker)
  const isWork = assignment !== null && (message.kind === 'brief' || message.kind === 'rework')
  if (isWork && !hasLookedAfresh(context, worker)) return
  context.record({ kind: 'message.dropped', message: message.id, reason }, reason)
  if (!isWork) return
  endAssignment(context, worker, { assignment, how: 'undelivered', reason })
}
