import type { Draft, Item } from '../draft.ts'
import { expandWorker } from '../expand-attempts.ts'
import { type Problem, quote } from '../problem.ts'
import type { WorkerInput } from '../schema/worker-schema.ts'

const LONGEST_ID = 31
const MOST_WORKERS = 200

/** Checks that each attempt at a task can be a worker of its own. */
export function checkAttempts({ workers, bonus }: Draft): readonly Problem[] {
  const taken = new Map(
    [...workers, ...bonus].flatMap(item => (item.id === null ? [] : [[item.id.toLowerCase(), sayOwner(item)] as const])),
  )
  const problems: Problem[] = []
  let count = 0
  for (const { id, path, value } of workers) {
    if (id === null || value === null) continue
    const names = expandWorker({ ...value, id }).map(({ worker }) => worker.id)
    count += names.length
    if (value.attempts === undefined) continue
    const at = [...path, 'attempts']
    for (const [index, name] of names.entries()) {
      const owner = index === 0 ? undefined : taken.get(name.toLowerCase())
      if (owner !== undefined)
        problems.push({
          path: at,
          message: `attempt ${index + 1} has the name ${quote(name)}, which is the id of a ${owner}; rename one of them`,
        })
      taken.set(name.toLowerCase(), 'worker')
    }
    const longest = names.at(-1) ?? ''
    if (id.length <= LONGEST_ID && longest.length > LONGEST_ID)
      problems.push({
        path: [...path, 'id'],
        message: `${quote(longest)}, the name of the last attempt, has more than ${LONGEST_ID} characters`,
      })
    problems.push(...checkAgentsOf({ path, id, value }))
  }
  if (workers.length <= MOST_WORKERS && count > MOST_WORKERS)
    problems.push({ path: ['workers'], message: `there are ${count} workers with all attempts, and at most ${MOST_WORKERS} are allowed` })
  return problems
}

function sayOwner({ path }: Pick<Item<unknown>, 'path'>): string {
  return path[0] === 'bonus' ? 'bonus task' : 'worker'
}

function checkAgentsOf({ path, value }: Item<WorkerInput>): readonly Problem[] {
  if (value === null || typeof value.attempts !== 'object' || value.attempts.agents === undefined) return []
  const { agents, count } = value.attempts
  const at = [...path, 'attempts', 'agents']
  return [
    ...(agents.length > count
      ? [{ path: at, message: `names ${agents.length} agent profiles for ${count} attempts; name at most one for each` }]
      : []),
    ...(value.agent === undefined
      ? []
      : [{ path: [...path, 'agent'], message: 'cannot be used together with attempts.agents; leave one of them out' }]),
    ...(value.model === undefined
      ? []
      : [{ path: [...path, 'model'], message: 'cannot be used together with attempts.agents; give each profile under agents: a model' }]),
  ]
}
