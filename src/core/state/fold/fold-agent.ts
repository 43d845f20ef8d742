import type { Event } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import { addUsage } from '../add-usage.ts'
import { isParked } from '../facts/is-parked.ts'
import { OWN_CALL_MS } from '../facts/own-calls.ts'
import type { Handlers } from '../fold.ts'
import { tryAtOnce } from '../try-at-once.ts'
import type { AssignmentState } from '../types/task-state.ts'
import type { AgentState } from '../types/worker-state.ts'
import { forgetFailures, updateAgent, updateAssignment, updateWorker } from '../update.ts'

type AgentEvents = Exclude<Extract<Event, { kind: `agent.${string}` }>, { kind: `agent.limit${string}` | 'agent.novelty' }>

const KEPT_EXITS = 20

export const foldAgent: Handlers<AgentEvents> = {
  'agent.started': (state, event, at) =>
    updateWorker(forgetFailures(state, event.worker, 'agent'), event.worker, worker => {
      if (event.incarnation < worker.incarnation) return {}
      const { server, session, pane, pid, pidStart } = event
      return {
        incarnation: event.incarnation,
        fresh: false,
        // The old conversation must not be resumed, because the fresh agent was started to get rid of it.
        agentSession: worker.fresh ? null : worker.agentSession,
        agent: {
          ...freshAgent,
          incarnation: event.incarnation,
          server,
          session,
          pane,
          pid,
          pidStart,
          startedAt: at,
          turnAt: at,
          noveltyAt: at,
        },
      }
    }),
  'agent.ready': (state, event, at) =>
    updateAgent(state, event.worker, event.incarnation, agent => ({ readyAt: agent.readyAt ?? at, dialog: null, noveltyAt: at })),
  'agent.dialog': (state, event, at) =>
    updateAgent(state, event.worker, event.incarnation, ({ dialog }) => ({
      dialog: {
        text: event.text,
        keys: event.keys,
        asks: event.asks ?? null,
        at,
        seen: dialog?.text === event.text ? dialog.seen + 1 : 1,
        answeredAt: null,
      },
    })),
  'agent.dialog_answered': (state, event, at) =>
    updateAgent(state, event.worker, event.incarnation, ({ dialog }) => ({
      dialog: dialog === null ? null : { ...dialog, answeredAt: at },
    })),
  'agent.turn': (state, event, at) =>
    updateAgent(state, event.worker, event.incarnation, agent => {
      // A turn that czar only saw on the screen does not overrule one that the program reported.
      if (agent.turnStrength === 'exact' && event.strength === 'inferred') return {}
      return {
        turn: event.turn,
        turnAt: agent.turn === event.turn ? agent.turnAt : at,
        turnStrength: event.strength,
        waitingFor: event.waitingFor,
        waitingText: event.text,
        noveltyAt: at,
        retrying: event.turn === 'busy' ? agent.retrying : null,
        // The agent works again, so a question on its screen was answered.
        login: event.turn === 'busy' ? wentOn(agent.login) : agent.login,
        dialog: agent.readyAt === null || (event.turn === 'waiting' && !isAnswerTo(agent, event.text)) ? agent.dialog : null,
      }
    }),
  'agent.session': (state, event, at) => {
    const known = own(state.workers, event.worker)
    const named = updateWorker(state, event.worker, worker =>
      event.incarnation < worker.incarnation ? {} : { agentSession: event.agentSession },
    )
    const { agent = null, assignment = null } = known ?? {}
    if (agent === null || agent.incarnation !== event.incarnation) return named
    const isAnother = agent.conversation !== null && agent.conversation !== event.agentSession
    const told = updateAgent(named, event.worker, event.incarnation, ({ forgotAt }) => ({
      conversation: event.agentSession,
      forgotAt: isAnother ? at : forgotAt,
    }))
    return isAnother ? updateAssignment(told, assignment, forgotten) : told
  },
  'agent.compacted': (state, event, at) => {
    const worker = own(state.workers, event.worker)
    if (worker?.agent?.incarnation !== event.incarnation) return state
    const told = updateAgent(state, event.worker, event.incarnation, () => ({ forgotAt: at }))
    // Only the next answer of the model shows how long the summary is.
    const emptied = updateWorker(told, event.worker, ({ usage }) => ({
      usage: usage === null ? null : { ...usage, contextTokens: null, context: null },
    }))
    return updateAssignment(emptied, worker.assignment, forgotten)
  },
  'agent.usage': (state, event, at) => updateWorker(state, event.worker, ({ usage }) => ({ usage: addUsage(usage, event, at) })),
  'agent.children': (state, event, at) =>
    updateAgent(state, event.worker, event.incarnation, ({ children, noveltyAt }) => {
      // The busy child process may be the report command itself, so czar looks again later.
      if (event.busy === true && at - (own(state.workers, event.worker)?.lastReportAt ?? 0) < OWN_CALL_MS) return {}
      const resting = event.busy === false ? restingSince(children, noveltyAt, at) : null
      return { children: { busy: event.busy, seq: event.seq, at, restingSince: resting } }
    }),
  'agent.logged_out': (state, { worker, incarnation, text, said }, at) =>
    updateAgent(state, worker, incarnation, () => ({ login: { text, said, at, overAt: null, wentOn: false } })),
  // A person may have logged in with another account than the one that is at its limit.
  'agent.logged_in': (state, { worker, incarnation }, at) =>
    own(state.workers, worker)?.agent?.incarnation === incarnation ? tryAtOnce(state, worker, at) : state,
  'agent.retrying': (state, { worker, incarnation, text }) => updateAgent(state, worker, incarnation, () => ({ retrying: text })),
  // The function noteWords stores the text of the error.
  'agent.trouble': state => state,
  'agent.exited': (state, event, at) =>
    updateWorker(state, event.worker, worker => {
      const { agent } = worker
      if (agent === null || agent.incarnation !== event.incarnation || agent.exit !== null) return {}
      const { how, status, signal, lastScreen, readBy } = event
      return {
        agent: { ...agent, exit: { at, how, status, signal, lastScreen, ...(readBy === undefined ? {} : { readBy }) } },
        exits: isParked(state, worker) ? worker.exits : [...worker.exits, at].slice(-KEPT_EXITS),
        // A person closed the session from outside, so czar does not start the agent again.
        stopped: how === 'session-closed' ? 'closed' : worker.stopped,
      }
    }),
  'agent.exit_read': (state, event) =>
    updateWorker(state, event.worker, worker => {
      const { agent } = worker
      if (agent === null || agent.incarnation !== event.incarnation || agent.exit?.readBy === undefined) return {}
      const { readBy: _read, ...exit } = agent.exit
      return {
        agent: { ...agent, exit: { ...exit, lastScreen: event.lastScreen, how: event.how ?? exit.how } },
        stopped: event.how === 'session-closed' ? 'closed' : worker.stopped,
      }
    }),
  'agent.ended': (state, event, at) =>
    updateWorker(forgetFailures(state, event.worker, 'agent'), event.worker, worker => {
      if (worker.agent?.incarnation !== event.incarnation) return {}
      const isFailure = event.reason === 'not_ready' || event.reason === 'undelivered'
      const { hindered } = worker
      return {
        agent: null,
        exits: isFailure && !isParked(state, worker) ? [...worker.exits, at].slice(-KEPT_EXITS) : worker.exits,
        hindered: isFailure && hindered !== null ? { ...hindered, ends: hindered.ends + 1 } : hindered,
      }
    }),
}

/** Returns since when the child processes have used no CPU time. New activity begins this time anew. */
function restingSince(before: AgentState['children'], noveltyAt: number, at: number): number {
  const known = before?.restingSince ?? null
  return known !== null && known >= noveltyAt ? known : at
}

/** Marks the assignment as not acknowledged, because an agent that lost its conversation no longer knows its task. */
function forgotten({ state }: AssignmentState): Partial<AssignmentState> {
  return { acknowledged: null, state: state === 'acknowledged' ? 'delivered' : state }
}

/** Records that the agent works again after the login. A turn that began before the login does not count. */
function wentOn(login: AgentState['login']): AgentState['login'] {
  return login === null || login.overAt === null ? login : { ...login, wentOn: true }
}

const freshAgent = {
  readyAt: null,
  turn: null,
  turnStrength: null,
  waitingFor: null,
  waitingText: null,
  retrying: null,
  conversation: null,
  forgotAt: null,
  login: null,
  dialog: null,
  children: null,
  outstanding: {},
  prompt: null,
  cutsTexts: false,
  exit: null,
} as const

/**
 * Whether the answer is still for the question on the screen. The agent may already ask for another permission while the answer is on its
 * way.
 */
function isAnswerTo({ dialog, waitingFor, waitingText }: AgentState, asked: string | null): boolean {
  return waitingFor === 'permission' && waitingText !== asked && dialog !== null && dialog.text === (waitingText ?? '')
}
