import type { Event } from '../../events/event.ts'
import type { MessageId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import { further } from '../progress/advance.ts'
import type { LadderState } from '../types/ladder-state.ts'
import type { MessageState } from '../types/message-state.ts'
import type { State } from '../types/state.ts'
import type { AssignmentState } from '../types/task-state.ts'
import { updateAgent, updateAssignment, updateWorker } from '../update.ts'

type MessageEvents = Extract<Event, { kind: `message.${string}` }>

/** Texts that need an answer. The text with the task is not among them, because another rule waits for its acknowledgement. */
const ASKS: ReadonlySet<MessageState['kind']> = new Set(['rework', 'nudge', 'restate', 'handoff', 'go_on'])

/** Texts of which no part may be missing. */
const TASK_TEXTS: ReadonlySet<MessageState['kind']> = new Set(['brief', 'rework'])

export const foldMessage: Handlers<MessageEvents> = {
  'message.queued': (state, event, at) => {
    if (own(state.workers, event.worker) === undefined || state.messages.some(message => message.id === event.message)) return state
    const message: MessageState = {
      id: event.message,
      kind: event.messageKind,
      worker: event.worker,
      assignment: event.assignment,
      facts: event.facts,
      at,
      tries: 0,
      lastTryAt: 0,
      problem: null,
      pastedTo: null,
      interruptedIn: null,
      held: null,
    }
    const queued = {
      ...state,
      messages: [...state.messages, message],
      counters: { ...state.counters, messages: state.counters.messages + 1 },
    }
    if (event.messageKind === 'unblock') return countTold(queued, event)
    if (event.messageKind === 'letter') return countLetters(queued, event, at)
    if (event.messageKind === 'notice') return countNotice(queued, event)
    return awaitAnswer(queued, event, at)
  },
  'message.pasted': (state, event) => {
    const pasted = updateMessage(state, event.message, () => ({ pastedTo: event.incarnation, held: null }))
    return updateAgent(pasted, event.worker, event.incarnation, ({ outstanding }) => ({
      outstanding: { ...outstanding, [event.message]: event.sha256 },
    }))
  },
  'message.submitted': (state, event, at) => {
    const message = state.messages.find(candidate => candidate.id === event.message)
    if (message === undefined) return state
    const settled = confirm(dropMessage(state, message.id), event)
    const answered = updateWorker(settled, message.worker, ({ question, resumedAt }) => ({
      question: message.kind === 'tell' ? null : question,
      // The text may have waited long, until a turn ended or a person left the terminal. So the time for the answer begins now.
      resumedAt: ASKS.has(message.kind) ? at : resumedAt,
      ...(TASK_TEXTS.has(message.kind) ? { unseenEnd: event.endSeen === false ? message.id : null } : {}),
    }))
    // A person now talks to the worker, so czar's earlier steps against lack of progress no longer count.
    if (message.kind === 'tell') {
      const heard = updateWorker(answered, message.worker, () => ({ lastTell: { incarnation: event.incarnation, at } }))
      return updateAssignment(heard, own(state.workers, message.worker)?.assignment ?? null, inHand)
    }
    if (message.kind !== 'brief')
      return updateAssignment(answered, message.assignment, ({ ladder }) => ({ ladder: wasRead(ladder, message) }))
    return updateAssignment(answered, message.assignment, assignment => ({
      briefed: { incarnation: event.incarnation, at },
      state: assignment.state === 'assigned' ? 'delivered' : assignment.state,
      // The worker may acknowledge its task before the delivery is confirmed. This acknowledgement must still be judged.
      ladder: (assignment.acknowledged?.at ?? 0) > assignment.ladder.askedAt ? assignment.ladder : { ...assignment.ladder, askedAt: at },
    }))
  },
  'message.undelivered': (state, event, at) =>
    updateMessage(state, event.message, message => ({
      tries: message.tries + 1,
      lastTryAt: at,
      problem: event.reason,
      interruptedIn: null,
      held: null,
      pastedTo: event.mayRetry ? null : event.incarnation,
    })),
  'message.held': (state, { message, incarnation, by, chars }, at) =>
    updateMessage(state, message, ({ held }) => ({
      held: { incarnation, by, chars, since: held?.incarnation === incarnation ? held.since : at },
    })),
  'message.freed': (state, event) => updateMessage(state, event.message, () => ({ held: null })),
  'message.dropped': (state, { message: id, reason }) => {
    const message = state.messages.find(candidate => candidate.id === id)
    const dropped = dropMessage(state, id)
    if (message?.kind !== 'tell') return dropped
    const unheard = { message: id, worker: message.worker, text: message.facts['text'] ?? '', reason }
    return { ...dropped, unheard: [...state.unheard, unheard] }
  },
}

function inHand(assignment: AssignmentState): Partial<AssignmentState> {
  return further(assignment, {})
}

function wasRead(ladder: LadderState, { kind, facts }: MessageState): LadderState {
  if ((kind !== 'nudge' && kind !== 'restate') || facts['by'] === 'person') return ladder
  return { ...ladder, tried: { ...ladder.tried, read: ladder.tried.read + 1 } }
}

/** Begins to wait for an answer. */
function awaitAnswer(state: State, event: Extract<MessageEvents, { kind: 'message.queued' }>, at: number): State {
  const { messageKind } = event
  return updateAssignment(state, event.assignment, assignment => {
    const ladder = { ...assignment.ladder, askedAt: at }
    // A fresh agent reads about the rejection in the text with its task.
    if (messageKind === 'brief') return { ladder, brief: event.message, toldRejections: assignment.rejections }
    if (messageKind === 'rework') return { ladder, toldRejections: assignment.rejections }
    return {}
  })
}

function confirm(
  state: State,
  { worker, incarnation, message, prompt, endSeen }: Extract<MessageEvents, { kind: 'message.submitted' }>,
): State {
  return updateAgent(state, worker, incarnation, agent => {
    const { [message]: _confirmed, ...outstanding } = agent.outstanding
    return { outstanding, prompt: agent.prompt ?? prompt ?? null, cutsTexts: agent.cutsTexts || endSeen === false }
  })
}

function countTold(state: State, event: Extract<MessageEvents, { kind: 'message.queued' }>): State {
  const dependency = Object.values(state.workers).find(worker => worker.id === event.facts['dependency'])
  if (dependency === undefined) return state
  return updateWorker(state, event.worker, worker => ({ told: [...new Set([...worker.told, dependency.id])] }))
}

/** Counts a notice to the worker: advice, or a remark about a report that czar could not read. */
function countNotice(state: State, { worker, assignment, facts }: Extract<MessageEvents, { kind: 'message.queued' }>): State {
  const advice = facts['advice']
  if (advice === undefined) return updateWorker(state, worker, ({ refusals }) => ({ refusals: { ...refusals, told: refusals.count } }))
  return updateAssignment(state, assignment, ({ advised }) => ({ advised: [...new Set([...advised, advice])] }))
}

function countLetters(state: State, { worker, facts }: Extract<MessageEvents, { kind: 'message.queued' }>, at: number): State {
  const newest = Number(facts['newest'] ?? 0) || 0
  return updateWorker(state, worker, ({ letters }) => ({ letters: { ...letters, told: Math.max(letters.told, newest), toldAt: at } }))
}

function updateMessage(state: State, id: MessageId, change: (message: MessageState) => Partial<MessageState>): State {
  return { ...state, messages: state.messages.map(message => (message.id === id ? { ...message, ...change(message) } : message)) }
}

function dropMessage(state: State, id: MessageId): State {
  return { ...state, messages: state.messages.filter(message => message.id !== id) }
}
