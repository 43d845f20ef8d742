import type { Surroundings } from '../config/check-bonus.ts'
import type { Asker } from '../core/events/asker.ts'
import type { Command } from '../core/events/command.ts'
import type { Event } from '../core/events/event.ts'
import { assertNever, InternalError } from '../core/model/errors.ts'
import { launchLine } from '../core/model/gave-up.ts'
import type { WorkerId } from '../core/model/ids.ts'
import { own } from '../core/model/own.ts'
import { isInFile } from '../core/policy/facts/work/tasks.ts'
import type { State } from '../core/state/types/state.ts'
import type { WorkerState } from '../core/state/types/worker-state.ts'
import { answer } from './commands/answer.ts'
import { assign } from './commands/assign.ts'
import { type CommandOutcome, outcome, refused } from './commands/command-outcome.ts'
import { decideReview } from './commands/decide-review.ts'
import { refuseAsker } from './commands/may-ask.ts'
import { nudge } from './commands/nudge.ts'
import { pause, resume } from './commands/pause.ts'
import { addToQueue } from './commands/queue-add.ts'
import { dropFromQueue } from './commands/queue-drop.ts'
import { restart } from './commands/restart.ts'
import { say } from './commands/say.ts'
import { giveUpWaiting, spawnChild, waitFor } from './commands/spawn.ts'
import { tell, tellAll } from './commands/tell.ts'
import { addWorker, removeWorker } from './commands/worker.ts'

/** A command that is for one worker, or for all workers if `worker` is null. */
type ForWorkers = Extract<Command, { worker: string | null }>

/** The facts that a command uses besides the state. `now` is in ms since the epoch. */
type Around = Pick<Surroundings, 'roles' | 'disk'> & { readonly now: number }

/** Turns a command into events that name its sender, or refuses it with a reason. A refused command changes nothing. */
export function takeCommand(
  state: State,
  command: Command,
  { by = null, ...around }: Around & { readonly by?: Asker | null },
): CommandOutcome {
  const refusal = refuseAsker(state, command, by)
  if (refusal !== null) return refusal
  if (command.verb !== 'stop' && ENDING.includes(state.czar.phase)) return refuseAtTheEnd(state)
  const { events, answer } = carryOut(state, command, around)
  return { events: by === null ? events : events.map(event => ({ ...event, by }) as Event), answer }
}

const ENDING: readonly State['czar']['phase'][] = ['stopping', 'stopped', 'finished']

/** Refuses commands while the project is ending, because czar would never carry them out. */
function refuseAtTheEnd({ czar, project }: State): CommandOutcome {
  return refused(`the project is ${czar.phase}, so nothing new begins`, launchLine({ file: project?.file ?? 'FILE' }))
}

function carryOut(state: State, command: Command, around: Around): CommandOutcome {
  if (command.verb === 'queue add') return addToQueue(state, command, around)
  if (command.verb === 'reload') throw new InternalError('takeCommands carries out reload itself')
  if (command.verb === 'review') return decideReview(state, command)
  if (command.verb === 'worker add') return addWorker(state, command, around)
  if (command.verb === 'spawn') return spawnChild(state, command, around)
  if (command.verb === 'queue drop') return dropFromQueue(state, command.task)
  if (command.worker === null)
    return outcome([{ kind: 'person.stop', worker: null }], 'the fleet is being stopped; worktrees and branches stay')
  if (command.verb === 'say') return say(state, command, around.now)
  if (command.worker === 'all') return takeForAll(state, command)
  const worker = own(state.workers, command.worker as WorkerId)
  if (worker === undefined) return refused(`there is no worker "${command.worker}"`, `workers: ${Object.keys(state.workers).join(', ')}`)
  switch (command.verb) {
    case 'tell':
      return tell(state, [worker], command.text)
    case 'answer':
      return answer(state, worker, command.text, around.now)
    case 'nudge':
      return nudge(state, worker)
    case 'assign':
      return assign(state, worker, command.task)
    case 'verify':
      return verify(state, worker)
    case 'worker remove':
      return removeWorker(state, worker)
    case 'wait':
      return command.gives_up === true ? giveUpWaiting(worker) : waitFor(state, worker, command.tasks)
    case 'pause':
      return pause([worker])
    case 'resume':
      return resume(state, [worker])
    case 'restart':
      return restart(state, worker)
    case 'stop':
      return outcome([{ kind: 'person.stop', worker: worker.id }], `${worker.id} is being stopped`)
    default:
      return assertNever(command)
  }
}

function takeForAll(state: State, command: ForWorkers): CommandOutcome {
  const workers = Object.values(state.workers)
  if (command.verb === 'pause') return pause(workers.filter(worker => isInFile(state, worker) || worker.agent !== null))
  if (command.verb === 'resume') return resume(state, workers)
  const names = `workers: ${Object.keys(state.workers).join(', ')}`
  if (command.verb !== 'tell') return refused(`${command.verb} is for one worker at a time, not for all`, names)
  return tellAll(state, command.text)
}

function verify(state: State, worker: WorkerState): CommandOutcome {
  const isProven = Object.values(state.tasks).some(
    task => task.worker === worker.id && (task.state === 'verified' || task.state === 'stale'),
  )
  if (worker.assignment === null && !isProven) return refused(`${worker.id} has no open task to verify`, null)
  return outcome([{ kind: 'person.verify', worker: worker.id }], `${worker.id}'s work is being checked${whoMends(state, worker)}`)
}

/** Adds what a person must do if the check fails, because the worker has no agent that could correct its work. */
function whoMends(state: State, worker: WorkerState): string {
  if (!isInFile(state, worker)) return `; ${worker.id} left the fleet, so no agent corrects it if the check fails`
  return worker.stopped === null ? '' : `; ${worker.id} is stopped, so if the check fails: czar restart ${worker.id}`
}
