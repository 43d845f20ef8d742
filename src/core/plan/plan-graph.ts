import type { PlannedTask } from './fleet-plan.ts'

type Node = Pick<PlannedTask, 'id' | 'dependsOn'>

/** How many tasks of a plan can run at once, and which tasks wait for each other. */
export interface PlanGraph {
  /** The largest number of tasks that may run at the same time. */
  readonly width: number
  /** The longest chain of tasks that wait for each other, the first task first. */
  readonly criticalPath: readonly string[]
  /** The tasks, grouped by the length of the longest chain of tasks before them. */
  readonly levels: readonly (readonly string[])[]
}

/** Finds the width and the longest chain of a plan. Unknown names and cycles are left out, because the checks of the file report them. */
export function planGraph(tasks: readonly Node[]): PlanGraph {
  const chains = longestChains(tasks)
  const levels: string[][] = []
  for (const { id } of tasks) {
    const level = (chains.get(id)?.length ?? 1) - 1
    for (let missing = levels.length; missing <= level; missing++) levels.push([])
    levels[level]?.push(id)
  }
  const criticalPath = [...chains.values()].reduce<readonly string[]>((best, chain) => (chain.length > best.length ? chain : best), [])
  return { width: widthOfPlan(tasks), criticalPath, levels }
}

/** The longest chain that ends with each task. */
function longestChains(tasks: readonly Node[]): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(tasks.map(task => [task.id, task]))
  const found = new Map<string, readonly string[]>()
  const open = new Set<string>()
  function chainOf(task: Node): readonly string[] {
    const known = found.get(task.id)
    if (known !== undefined) return known
    open.add(task.id)
    let best: readonly string[] = []
    for (const name of task.dependsOn) {
      const need = byId.get(name)
      if (need === undefined || open.has(name)) continue
      const chain = chainOf(need)
      if (chain.length > best.length) best = chain
    }
    open.delete(task.id)
    const chain = [...best, task.id]
    found.set(task.id, chain)
    return chain
  }
  for (const task of tasks) chainOf(task)
  return found
}

/**
 * The largest set of tasks in which no task waits for another. By Dilworth's theorem its size is the number of tasks minus the size of a
 * largest matching between tasks and the tasks that come after them.
 */
function widthOfPlan(tasks: readonly Node[]): number {
  const before = ancestorsOf(tasks)
  const matched = new Map<string, string>()
  function place(id: string, tried: Set<string>): boolean {
    for (const need of before.get(id) ?? []) {
      if (tried.has(need)) continue
      tried.add(need)
      const holder = matched.get(need)
      if (holder !== undefined && !place(holder, tried)) continue
      matched.set(need, id)
      return true
    }
    return false
  }
  return tasks.length - tasks.filter(({ id }) => place(id, new Set())).length
}

/** Whether a task waits for another one, directly or through tasks between them. */
export function comesAfter(tasks: ReadonlyMap<string, Node>, id: string, other: string): boolean {
  const seen = new Set([id])
  const next = [id]
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    for (const need of tasks.get(name)?.dependsOn ?? []) {
      if (need === other) return true
      if (seen.has(need)) continue
      seen.add(need)
      next.push(need)
    }
  }
  return false
}

/** All tasks that must come before each task, not only its direct dependencies. */
export function ancestorsOf(tasks: readonly Node[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(tasks.map(task => [task.id, task]))
  return new Map(
    tasks.map(task => {
      const seen = new Set<string>()
      const next = [...task.dependsOn]
      for (let name = next.pop(); name !== undefined; name = next.pop()) {
        if (seen.has(name) || name === task.id) continue
        const need = byId.get(name)
        if (need === undefined) continue
        seen.add(name)
        next.push(...need.dependsOn)
      }
      return [task.id, seen]
    }),
  )
}
