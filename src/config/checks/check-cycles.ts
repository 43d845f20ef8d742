import type { Draft } from '../draft.ts'
import type { Path, Problem } from '../problem.ts'

interface Task {
  readonly path: Path
  readonly needs: readonly string[]
}

/** Finds tasks that wait for each other in a cycle and would never start. Each cycle is reported once, as a path through its tasks. */
export function checkCycles({ workers, bonus }: Draft): readonly Problem[] {
  const tasks = new Map<string, Task>()
  for (const { id, path, value } of workers)
    if (id !== null) tasks.set(id, { path: [...path, 'depends_on'], needs: value?.depends_on ?? [] })
  for (const { id, path, value } of bonus) if (id !== null) tasks.set(id, { path: [...path, 'after'], needs: value?.after ?? [] })
  const settled = new Set<string>()
  return [...tasks.keys()].flatMap(id => findCycles(id, { tasks, settled, trail: [] }))
}

interface Walk {
  readonly tasks: ReadonlyMap<string, Task>
  /** The tasks whose dependencies have all been checked. */
  readonly settled: Set<string>
  readonly trail: readonly string[]
}

function findCycles(id: string, walk: Walk): Problem[] {
  const task = walk.tasks.get(id)
  if (task === undefined || walk.settled.has(id)) return []
  const trail = [...walk.trail, id]
  const problems = task.needs.flatMap(need => {
    // A task that depends on itself gets a message of its own from another check.
    if (need === id) return []
    const start = trail.indexOf(need)
    if (start < 0) return findCycles(need, { ...walk, trail })
    return [{ path: task.path, message: `the tasks wait for each other in a cycle: ${[...trail.slice(start), need].join(' → ')}` }]
  })
  walk.settled.add(id)
  return problems
}
