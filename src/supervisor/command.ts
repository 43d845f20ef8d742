import type { Command, CommandAnswer } from '../core/model/command.ts'
import { assertNever } from '../core/model/errors.ts'
import type { Event } from '../core/model/event.ts'
import type { MessageId, WorkerId } from '../core/model/ids.ts'
import type { State, WorkerState } from '../core/model/state.ts'
import { willGetNoAgent } from './will-get-no-agent.ts'

/** Turns a person's command into events, or says why it can not be. Nothing is changed in that case. */
export function takeCommand(state: State, command: Command): { readonly events: readonly Event[]; readonly answer: CommandAnswer } {
  if (command.verb === 'stop' && command.worker === null) {
    return {
      events: [{ kind: 'person.stop', worker: null }],
      answer: { ok: true, message: 'the fleet is being stopped; worktrees and branches stay' },
    }
  }
  const isAll = command.verb === 'tell' && command.worker === 'all'
  const workers = isAll ? Object.values(state.workers).filter(worker => worker.agent !== null) : named(state, command.worker ?? '')
  if (workers.length === 0) {
    const names = Object.keys(state.workers).join(', ')
    return {
      events: [],
      answer: {
        ok: false,
        message: isAll ? 'no worker has an agent now' : `there is no worker "${command.worker}"`,
        hint: `workers: ${names}`,
      },
    }
  }
  const made = workers.map((worker, index) => eventsFor(state, worker, { command, index }))
  const refused = made.find(({ answer }) => !answer.ok)
  if (refused !== undefined) return { events: [], answer: refused.answer }
  return { events: made.flatMap(({ events }) => events), answer: made[0]?.answer ?? { ok: true, message: 'done' } }
}

interface Taken {
  readonly events: readonly Event[]
  readonly answer: CommandAnswer
}

function eventsFor(state: State, worker: WorkerState, { command, index }: { command: Command; index: number }): Taken {
  switch (command.verb) {
    case 'tell':
      return tell(state, worker, { text: command.text, index })
    case 'verify':
      return verify(state, worker)
    case 'restart':
      return restart(worker)
    case 'stop':
      return { events: [{ kind: 'person.stop', worker: worker.id }], answer: { ok: true, message: `${worker.id} is being stopped` } }
    default:
      return assertNever(command)
  }
}

function tell(state: State, worker: WorkerState, { text, index }: { text: string; index: number }): Taken {
  if (worker.agent === null && willGetNoAgent(state, worker)) {
    const message = `${worker.id} has no agent, and gets none: ${worker.health.reason}`
    return { events: [], answer: { ok: false, message, hint: `czar restart ${worker.id}` } }
  }
  const message = `m${state.counters.messages + 1 + index}` as MessageId
  const queued: Event = {
    kind: 'message.queued',
    worker: worker.id,
    message,
    messageKind: 'tell',
    assignment: worker.assignment,
    facts: { text },
  }
  const when = worker.agent?.turn === 'busy' ? 'when its turn ends' : 'as soon as its agent is ready'
  return {
    events: [{ kind: 'person.told', worker: worker.id, text }, queued],
    answer: { ok: true, message: `${message} goes to ${worker.id} ${when}` },
  }
}

function verify(state: State, worker: WorkerState): Taken {
  const task = state.tasks[worker.id]
  if (worker.assignment === null) {
    const hint = task?.state === 'verified' ? `its work is verified at ${task.verified?.commit ?? '?'}` : null
    return { events: [], answer: { ok: false, message: `${worker.id} has no open task to verify`, hint } }
  }
  return { events: [{ kind: 'person.verify', worker: worker.id }], answer: { ok: true, message: `${worker.id}'s work is being checked` } }
}

/** A living agent is ended first; the policy then starts a fresh one, in a new worktree where the old one is gone. */
function restart({ id, missing, worktree }: WorkerState): Taken {
  const isGone = missing !== null && worktree !== null
  const again = `, and its worktree is made again from ${worktree?.branch}: what was not committed in the old one is lost, unless it is under refs/czar/rescue/${id}`
  return {
    events: [{ kind: 'person.restart', worker: id }],
    answer: { ok: true, message: `${id} gets a fresh agent${isGone ? again : ''}` },
  }
}

function named(state: State, name: string): readonly WorkerState[] {
  const worker = Object.hasOwn(state.workers, name) ? state.workers[name as WorkerId] : undefined
  return worker === undefined ? [] : [worker]
}
