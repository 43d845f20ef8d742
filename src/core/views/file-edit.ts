import type { ProjectEdit } from '../events/event.ts'
import type { BonusConfig, Project, WorkerConfig } from '../model/project.ts'

/** How a project file differs from the project that czar runs. Returns null if it does not differ. */
export function compareFiles(before: Project, after: Project): ProjectEdit | null {
  const [old, now] = [entries(before), entries(after)]
  const added = [...now.keys()].filter(id => !old.has(id)).length
  const removed = [...old.keys()].filter(id => !now.has(id)).length
  const changed = [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).length
  const rest = Number(restOf(before) !== restOf(after))
  return added + removed + changed + rest === 0 ? null : { added, changed: changed + rest, removed, problem: null }
}

function entries({ workers, bonus }: Project): ReadonlyMap<string, string> {
  return new Map([...workers, ...bonus].map((config: WorkerConfig | BonusConfig) => [config.id, JSON.stringify(config)]))
}

/** What concerns the whole fleet. Without a limit, `concurrency` counts the workers, so it is left out. */
function restOf({ workers: _, bonus: __, concurrency, ...rest }: Project): string {
  return JSON.stringify({ ...rest, concurrency: rest.runsAll === true ? null : concurrency })
}

/** How the project file differs from what czar runs: `2 new, 1 changed`, or the first mistake in the file. */
export function sayEdit({ added, changed, removed, problem }: ProjectEdit): string {
  if (problem !== null) return `the project file changed and has a mistake: ${problem}`
  return `the project file changed: ${countEdit({ added, changed, removed })}`
}

/** How much differs: `2 new, 1 changed`. */
export function countEdit({ added, changed, removed }: Omit<ProjectEdit, 'problem'>): string {
  return [count(added, 'new'), count(changed, 'changed'), count(removed, 'removed')].flat().join(', ')
}

function count(number: number, what: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${what}`]
}
