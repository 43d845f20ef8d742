import type { ProjectEdit } from '../events/event.ts'
import type { BonusConfig, Project, WorkerConfig } from '../model/project.ts'

/** How a project file differs from the project that czar runs. Returns null if it does not differ. */
export function compareFiles(before: Project, after: Project): ProjectEdit | null {
  const [old, now] = [entries(before), entries(after)]
  const added = [...now.keys()].filter(id => !old.has(id)).length
  const removed = [...old.keys()].filter(id => !now.has(id)).length
  const changed = [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).length
  const rest = Number(restOf(before) !== restOf(after))
  if (added + removed + changed + rest === 0) return null
  return { added, changed: changed + rest, removed, problem: sayFixedChange(before, after) }
}

/** Says which changed setting keeps czar from loading the file: parts of czar are made from it at the launch. Returns null if none does. */
export function sayFixedChange(before: Project, after: Project): string | null {
  const name = fixedChange(before, after)
  return name === null ? null : `\`${name}\` cannot change while the fleet runs`
}

function fixedChange(before: Project, after: Project): string | null {
  const found = FIXED.find(([key]) => before[key] !== after[key])
  if (found !== undefined) return found[1]
  return (before.policy.pullRequests == null) === (after.policy.pullRequests == null) ? null : 'policy.pull_requests'
}

const FIXED = [
  ['name', 'project'],
  ['repo', 'repo'],
  ['worktreesDir', 'worktrees'],
  ['base', 'base'],
  ['remote', 'remote'],
] as const satisfies readonly (readonly [keyof Project, string])[]

function entries({ workers, bonus }: Project): ReadonlyMap<string, string> {
  return new Map([...workers, ...bonus].map((config: WorkerConfig | BonusConfig) => [config.id, JSON.stringify(config)]))
}

/** What concerns the whole fleet. Without a limit, `concurrency` counts the workers, so it is left out. */
function restOf({ workers: _, bonus: __, concurrency, ...rest }: Project): string {
  return JSON.stringify({ ...rest, concurrency: rest.runsAll === true ? null : concurrency })
}

/** How the project file differs from what czar runs: `2 new, 1 changed`, or why it cannot be loaded. */
export function sayEdit({ added, changed, removed, problem }: ProjectEdit): string {
  if (problem !== null) return `the project file changed and cannot be loaded: ${problem}`
  return `the project file changed: ${countEdit({ added, changed, removed })}`
}

/** How much differs: `2 new, 1 changed`. */
export function countEdit({ added, changed, removed }: Omit<ProjectEdit, 'problem'>): string {
  return [count(added, 'new'), count(changed, 'changed'), count(removed, 'removed')].flat().join(', ')
}

function count(number: number, what: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${what}`]
}
