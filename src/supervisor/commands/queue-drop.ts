import type { Event } from '../../core/events/event.ts'
import type { MessageId, TaskId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TaskState } from '../../core/state/types/task-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/** Takes a bonus task out of the queue. If a worker has the task, czar tells the worker. Work that is already done stays on its branch. */
export function dropFromQueue(state: State, name: string): CommandOutcome {
  const task = own(state.tasks, name as TaskId)
  if (task === undefined) return refused(`there is no bonus task "${name}"`, 'czar queue list')
  if (task.kind === 'primary') return refused(`${name} is ${name}'s own task`, `czar stop ${name}`)
  if (task.state === 'verified') return refused(`${name} is verified already, by ${task.worker ?? 'another worker'}`, 'czar queue list')
  if (task.state === 'dropped' && task.droppedBy === 'person') return outcome([], `${name} is dropped already`)
  return outcome([{ kind: 'task.dropped', task: task.id }, ...word(state, task)], `${name} is dropped${whoIsConcerned(state, task)}`)
}

/** Tells the agent that works on the task to stop, because it would otherwise go on. */
function word(state: State, { assignment, state: stands, worker }: TaskState): readonly Event[] {
  const agent = stands !== 'assigned' || worker === null ? null : (state.workers[worker]?.agent ?? null)
  if (worker === null || agent === null || agent.exit !== null) return []
  const message = `m${state.counters.messages + 1}` as MessageId
  return [{ kind: 'message.queued', worker, message, messageKind: 'withdraw', assignment: null, facts: { withdrawn: assignment ?? '' } }]
}

function whoIsConcerned({ tasks }: State, { id, state, worker }: TaskState): string {
  const holder = state === 'assigned' && worker !== null ? `; ${worker} is told to stop, and its work on it stays on its branch` : ''
  const waiting = Object.values(tasks).filter(task => task.state === 'waiting' && task.after.includes(id))
  return waiting.length === 0 ? holder : `${holder}; ${waiting.map(task => task.id).join(', ')} cannot start without it`
}
