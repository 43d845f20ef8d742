import type { EndReason } from '../../events/agent-event.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import { testedStart } from '../../landing/tested-start.ts'
import type { EffectId } from '../../model/ids.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { counted } from '../../text/counted.ts'
import { errorIn } from '../../text/error-text.ts'
import { endAssignment } from '../assignments/end-assignment.ts'
import { presume } from '../assignments/presume.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { hasGivenUp, isUnderWay } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { nextRestart } from '../facts/next-restart.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { isHopeless } from '../facts/work/is-hopeless.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'
import { isBeingTold } from '../queue/last-words.ts'
import type { Seats } from './seats.ts'

/** How often czar answers the same dialog before it calls a person. */
export const DIALOG_TRIES = 3

/** Handles the life of one worker's agent: its worktree, start, restart, dialogs and end. */
export function superviseAgent(context: PolicyContext, worker: WorkerState, seats: Seats): void {
  if (
    isHandsOff(context.state, worker) ||
    isUnderWay(context.state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent', 'switch_branch')
  )
    return
  const { agent } = worker
  const seat = seats.get(worker.id)
  if (seat === undefined) return leave(context, worker)
  if (agent !== null && agent.exit === null && worker.replace === agent.incarnation) {
    return context.perform(
      { do: 'end_agent', worker: worker.id, incarnation: agent.incarnation, reason: 'restart' },
      'a fresh agent is wanted',
    )
  }
  if (worker.worktree === null) return prepareWorktree(context, worker, seat)
  if (agent === null || agent.exit !== null) return startAgent(context, worker, seat)
  if (agent.readyAt === null) return awaitReady(context, worker, agent)
  if (hasDialog(agent)) return answerDialog(context, worker, agent)
  return giveUpUnconfirmed(context, worker, agent)
}

/** Ends an agent that has nothing to do, and removes what an ended agent left behind. */
function leave(context: PolicyContext, worker: WorkerState): void {
  if (worker.agent === null || isBeingTold(context, worker)) return
  const [reason, words] = whyEnded(context, worker)
  context.perform({ do: 'end_agent', worker: worker.id, incarnation: worker.agent.incarnation, reason }, words)
}

function whyEnded({ state }: PolicyContext, worker: WorkerState): readonly [EndReason, string] {
  if (worker.stopped === 'over') return ['over', 'its budget is used up']
  const isStopped = worker.stopped !== null || state.czar.phase === 'stopping'
  return isStopped ? ['stopped', 'stopped by a person'] : ['finished', 'nothing left to do']
}

function prepareWorktree(context: PolicyContext, worker: WorkerState, seat: string): void {
  const proven = worker.config.dependsOn.flatMap(id => {
    const needed = context.state.tasks[id]
    return needed?.state === 'verified' && needed.verified !== null ? [{ id: needed.id, commit: needed.verified.commit }] : []
  })
  const tested = testedStart(
    context.state,
    proven.map(({ id }) => id),
  )
  const { addedBy } = worker.config
  const ofParent = addedBy?.from == null ? [] : [addedBy.from]
  const includes = [...ofParent, ...(tested.length > 0 ? tested : proven.map(({ commit }) => commit))]
  failAfter(context, worker, effectIdOf({ do: 'prepare_worktree', worker: worker.id }), 'its worktree could not be made')
  context.perform({ do: 'prepare_worktree', worker: worker.id, includes }, seat)
}

function startAgent(context: PolicyContext, worker: WorkerState, seat: string): void {
  // If the disk is full or the folder is missing, a new agent would only exit again and use up the restarts.
  if (isParked(context.state, worker) || context.state.diskLow !== null || worker.gone !== null) return
  const restart = nextRestart(worker.exits, context.policy.restart, context.now)
  // Old exits leave the period as time passes, and the wait gets shorter. So the policy is asked again later.
  for (const at of worker.exits) context.isDue(at + context.policy.restart.withinMs)
  if (restart.kind === 'exhausted')
    return failAssignment(
      context,
      worker,
      `its agent ended ${counted(restart.exits, 'time')}: ${whyEndedLast(context, worker)}${lastError(worker)}`,
    )
  if (!context.isDue(restart.at)) return
  const incarnation = worker.incarnation + 1
  const isAgain = worker.exits.length > 0
  failAfter(context, worker, effectIdOf({ do: 'start_agent', worker: worker.id, incarnation }), 'its agent could not be started')
  context.perform(
    { do: 'start_agent', worker: worker.id, incarnation, resume: worker.fresh ? null : worker.agentSession },
    isAgain ? `${seat}; start ${incarnation} after: ${whyEndedLast(context, worker)}` : seat,
  )
}

function awaitReady(context: PolicyContext, worker: WorkerState, agent: AgentState): void {
  if (hasDialog(agent)) return answerDialog(context, worker, agent)
  const profile = context.project.agents[worker.config.agent]
  if (profile === undefined || !context.isDue(Math.max(agent.startedAt, worker.resumedAt) + profile.startWithinMs)) return
  context.perform(
    { do: 'end_agent', worker: worker.id, incarnation: agent.incarnation, reason: 'not_ready' },
    `not ready within ${profile.startWithinMs} ms`,
  )
}

/** Whether the agent's screen shows a dialog without an answer, or the agent needs a login. */
export function hasDialog(agent: AgentState): boolean {
  return (agent.dialog !== null && agent.dialog.answeredAt === null) || wantsLogin(agent)
}

/** Answers a dialog if the profile has keys for it, but only a few times. Any other dialog is left to a person. */
function answerDialog(context: PolicyContext, worker: WorkerState, agent: AgentState): void {
  if (agent.dialog === null || agent.dialog.keys === null || agent.dialog.seen > DIALOG_TRIES) return
  const { keys, text } = agent.dialog
  context.perform({ do: 'answer_dialog', worker: worker.id, incarnation: agent.incarnation, keys }, `known dialog: ${text}`)
}

/** Replaces an agent for which czar does not know whether it got its task. Czar never types the same task twice for one agent. */
function giveUpUnconfirmed(context: PolicyContext, worker: WorkerState, agent: AgentState): void {
  if (isParked(context.state, worker) || isUnderWay(context.state, worker.id, 'deliver')) return
  const unsure = messagesFor(context.state, worker.id).find(message => {
    const isWork = message.kind === 'brief' || message.kind === 'rework'
    return isWork && isHopeless(context.state, message, agent.incarnation)
  })
  if (unsure === undefined) return
  context.perform(
    { do: 'end_agent', worker: worker.id, incarnation: agent.incarnation, reason: 'undelivered' },
    `${unsure.kind} ${unsure.id} could not be confirmed`,
  )
}

/** Ends the assignment or the task if an action for it has failed and czar does not try it again. */
function failAfter(context: PolicyContext, worker: WorkerState, effect: EffectId, what: string): void {
  if (hasGivenUp(context.state, effect)) failAssignment(context, worker, `${what}: ${context.state.failures[effect]?.reason ?? 'unknown'}`)
}

function failAssignment(context: PolicyContext, worker: WorkerState, reason: string): void {
  const assignment = openAssignment(context.state, worker)
  if (assignment === null) {
    const task = ownTask(context.state, worker)
    if (task?.state === 'waiting') context.record({ kind: 'task.failed', task: task.id, reason }, reason)
    return
  }
  // The worker's claim is still being checked, and may be right whatever happened to the agent.
  if (isBeingChecked(assignment) || presume(context, worker, assignment, reason)) return
  endAssignment(context, worker, { assignment, how: 'crashed', reason })
}

/**
 * Returns the error that a program printed before it exited during its start, as the end of a sentence. The text is empty if the program had
 * started, because its screen may then show the agent's work.
 */
function lastError({ agent }: WorkerState): string {
  const error = agent === null || agent.readyAt !== null ? null : errorIn(agent.exit?.lastScreen ?? '')
  return error === null ? '' : `: ${error}`
}

/** Says why the last agent ended. An agent that was ended because it could not take a text had started well, so the text is the reason. */
function whyEndedLast({ state }: PolicyContext, worker: WorkerState): string {
  const lost = worker.agent === null ? messagesFor(state, worker.id).find(({ problem }) => problem !== null) : undefined
  return lost === undefined ? lastExit(worker) : `${lost.kind} ${lost.id} could not be delivered: ${lost.problem}`
}

/** Says how the last agent ended. */
export function lastExit(worker: WorkerState): string {
  const exit = worker.agent?.exit
  if (exit === null || exit === undefined) return 'it did not get ready'
  if (exit.how === 'session-closed') return 'its session was closed from outside'
  if (exit.how === 'server-lost') return 'the tmux server ended'
  if (exit.how === 'gone') return 'it was gone when the czar came back'
  return exit.signal === null ? `it exited with status ${exit.status ?? 'unknown'}` : `it was ended by ${exit.signal}`
}
