import { checkBonus, type Surroundings } from '../../config/check-bonus.ts'
import type { Command } from '../../core/events/command.ts'
import { own } from '../../core/model/own.ts'
import type { BonusConfig } from '../../core/model/project.ts'
import { unmetDependencies } from '../../core/policy/facts/work/tasks.ts'
import type { State } from '../../core/state/types/state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/** Puts a task into the queue of the running project. The same rules hold as for a task in the project file. */
export function addToQueue(
  state: State,
  { verb: _verb, id, ...bonus }: Extract<Command, { verb: 'queue add' }>,
  around: Pick<Surroundings, 'roles' | 'disk'>,
): CommandOutcome {
  const { project, tasks } = state
  if (project === null) return refused('the project file was not read yet', null)
  const name = id ?? freeName(state)
  const checked = checkBonus({ ...bonus, id: name }, { ...around, project, tasks })
  if ('problems' in checked) return refused(`${name} is not added: ${checked.problems.join('; ')}`, 'czar queue add --help')
  return outcome([{ kind: 'task.added', bonus: checked }], `${name} is in the queue${whatItWaitsFor(state, checked)}`)
}

function freeName({ tasks }: State): string {
  let number = 1
  while (own(tasks, `task-${number}`) !== undefined) number++
  return `task-${number}`
}

function whatItWaitsFor(state: State, { after }: BonusConfig): string {
  const unmet = unmetDependencies(state, { after })
  if (unmet.length === 0) return ': it goes to the best match among those who are free'
  const lost = unmet.filter(id => state.tasks[id]?.state === 'failed')
  const warning = lost.length === 0 ? '' : `; but ${lost.join(', ')} failed: czar restart ${lost[0]}`
  return `: it waits for ${unmet.join(', ')}${warning}`
}
