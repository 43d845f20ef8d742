import { type Asker, askerText } from '../../core/events/asker.ts'
import type { Command } from '../../core/events/command.ts'
import type { State } from '../../core/state/types/state.ts'
import { type CommandOutcome, refused } from './command-outcome.ts'

/**
 * Refuses the command if this sender may not give it. null: the sender may. The setting `policy.workers_may` lists the additional commands
 * that agents may give.
 */
export function refuseAsker({ project }: Pick<State, 'project'>, command: Command, by: Asker | null): CommandOutcome | null {
  if (by !== null && by.who === 'person' && (command.verb === 'spawn' || command.verb === 'wait')) return refuseAPerson(command)
  if (by === null || by.who === 'person') return null
  const isOwn = by.who === 'worker' && by.project === null
  if (command.verb === 'say') return isOwn && command.from === by.worker ? null : refuse(command, by)
  if (command.verb === 'spawn' || command.verb === 'wait') return isOwn && command.worker === by.worker ? null : refuse(command, by)
  if (isOwn && !isForPeople(command) && (project?.policy.workersMay ?? []).includes(command.verb)) return null
  return refuse(command, by)
}

type PeoplesCommand = Extract<Command, { verb: 'review' | 'reload' | 'worker add' | 'worker remove' }>

/** Whether a setting of the project file can never allow the command to workers. */
function isForPeople(command: Command): command is PeoplesCommand {
  return ['review', 'reload', 'worker add', 'worker remove'].includes(command.verb)
}

function refuse({ verb, ...command }: Command, by: Asker): CommandOutcome {
  const hint = by.who === 'stray' ? 'give the command in a terminal of your own' : hintFor(verb, by)
  const target = 'worker' in command && command.worker !== null ? ` ${command.worker}` : ''
  const message = `${verb}${target} is for people, and this was asked by ${askerText(by)}`
  return { events: [], answer: { ok: false, message, hint, needsPerson: true } }
}

function hintFor(verb: Command['verb'], by: Asker): string {
  if (by.who !== 'worker' || by.project !== null) return `a person types it in a terminal of their own`
  return INSTEAD[verb]
}

function refuseAPerson({ verb }: Command): CommandOutcome {
  return refused(`czar ${verb} is for workers, about their own task`, 'czar worker add --help')
}

/** For a command that only people may give: the command that a worker may use instead. */
const INSTEAD = {
  say: 'czar say WORKER "…"   # as yourself',
  tell: 'czar say WORKER "…"',
  answer: 'czar say WORKER "…"',
  nudge: 'czar peers',
  assign: 'czar report note "…"',
  'queue add': 'czar report note "…"   # a person reads it',
  'queue drop': 'czar report note "…"   # a person reads it',
  verify: 'czar report done --task ID "…"',
  pause: 'czar report blocked --task ID "…"',
  resume: 'czar report blocked --task ID "…"',
  restart: 'czar report blocked --task ID "…"',
  stop: 'czar report blocked --task ID "…"',
  'worker add': 'czar spawn --task FILE',
  'worker remove': 'czar report note "…"   # a person reads it',
  spawn: 'czar spawn --task FILE   # as yourself',
  wait: 'czar wait   # as yourself',
  reload: 'czar report note "…"   # a person reads it',
  review: 'czar report note "…"   # a person reads it',
} as const satisfies Record<Command['verb'], string>
