/** A task that is not done, and how much longer it takes in ms. */
export interface RestOfTask {
  readonly id: string
  readonly after: readonly string[]
  readonly ms: number
  readonly isBegun: boolean
}

/**
 * Returns in how many ms all tasks are done. At most `seats` tasks run at once, and each waits for the tasks that it needs. Tasks that have
 * begun come first. The other tasks start in the order of the list.
 */
export function planRest(tasks: readonly RestOfTask[], seats: number): number {
  const free = new Array<number>(seats).fill(0)
  const ends = new Map<string, number>()
  let waiting = [...tasks.filter(({ isBegun }) => isBegun), ...tasks.filter(({ isBegun }) => !isBegun)]
  const names = new Set(waiting.map(({ id }) => id))
  while (waiting.length > 0) {
    const isReady = (task: RestOfTask) => task.isBegun || task.after.every(id => !names.has(id) || ends.has(id))
    const ready = waiting.filter(isReady)
    if (ready.length === 0) break
    for (const task of ready) {
      const seat = indexOfLeast(free)
      const needs = task.isBegun ? 0 : Math.max(0, ...task.after.map(id => ends.get(id) ?? 0))
      const end = Math.max(free[seat] ?? 0, needs) + task.ms
      free[seat] = end
      ends.set(task.id, end)
    }
    waiting = waiting.filter(task => !ends.has(task.id))
  }
  return Math.max(0, ...ends.values())
}

function indexOfLeast(numbers: readonly number[]): number {
  let least = 0
  for (let index = 1; index < numbers.length; index++) if ((numbers[index] ?? 0) < (numbers[least] ?? 0)) least = index
  return least
}
