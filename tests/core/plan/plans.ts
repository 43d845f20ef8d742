import { arrangePlan } from '../../../src/core/plan/arrange-plan.ts'
import type { FleetPlan } from '../../../src/core/plan/fleet-plan.ts'
import { findTasks } from '../../../src/core/plan/markdown/find-tasks.ts'

/** The plan that rules make of a Markdown text, in a repository with these directories. */
export function planOf(text: string, directories: readonly string[] = ['src', 'src/api', 'docs']): FleetPlan {
  return arrangePlan(findTasks(text), {
    roles: ['implementer', 'documenter'],
    kindAt: path => (directories.includes(path) ? 'directory' : null),
  })
}

/** Each task in one line: its id, what it waits for, its territory and its commands. */
export function linesOf({ tasks }: FleetPlan): readonly string[] {
  return tasks.map(({ id, dependsOn, owns, accept, as }) => {
    const parts = [id, `after ${dependsOn.join(' ')}`, `owns ${owns.join(' ')}`, accept.join('; '), as === 'bonus' ? 'bonus' : '']
    return parts.filter(part => part !== '' && part !== 'after ' && part !== 'owns ').join(' | ')
  })
}

/** What the plan is unsure of, in one line each. */
export function doubtsOf({ unsure }: FleetPlan): readonly string[] {
  return unsure.map(({ task, line, text }) => `${task ?? 'plan'}:${line ?? '-'} ${text}`)
}
