import type { TaskAttempt } from '../core/events/proof/attempts-event.ts'
import type { TaskId } from '../core/model/ids.ts'
import type { Draft, DraftWorker, Item } from './draft.ts'
import type { WorkerInput } from './schema/worker-schema.ts'

/** One attempt at the task of a worker in the file. `attempt` is null if the worker is the only one. */
export interface ExpandedWorker {
  readonly worker: DraftWorker
  readonly attempt: TaskAttempt | null
}

/**
 * Returns the attempts at a worker's task, each as a worker with a name, a branch and an agent of its own. The first has the name in the
 * file, the others have its name and their number.
 */
export function expandWorker(worker: DraftWorker): readonly ExpandedWorker[] {
  if (worker.attempts === undefined) return [{ worker, attempt: null }]
  const { count, settle } = typeof worker.attempts === 'number' ? ({ count: worker.attempts, settle: 'first' } as const) : worker.attempts
  const agents = attemptAgents(worker)
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1
    const agent = agents[index % agents.length]
    const named = {
      id: attemptName(worker.id, number),
      ...(worker.branch === undefined ? {} : { branch: attemptName(worker.branch, number) }),
      ...(agent === undefined ? {} : { agent }),
    }
    return { worker: { ...worker, ...named }, attempt: { task: worker.id as TaskId, number, count, settle } }
  })
}

/** The agent profiles that a worker's attempts use, in turn. It is `[undefined]` if the file names none. */
export function attemptAgents({ agent, attempts }: Pick<WorkerInput, 'agent' | 'attempts'>): readonly (string | undefined)[] {
  return typeof attempts === 'object' && attempts.agents !== undefined ? attempts.agents : [agent]
}

/** The draft with one worker for each attempt. */
export function expandDraft(draft: Draft): Draft {
  return { ...draft, workers: draft.workers.flatMap(expandItem) }
}

function expandItem(item: Item<DraftWorker>): readonly Item<DraftWorker>[] {
  const { id, value } = item
  if (id === null || value === null) return [item]
  return expandWorker({ ...value, id }).map(({ worker }) => ({ ...item, id: worker.id, value: worker }))
}

function attemptName(name: string, number: number): string {
  return number === 1 ? name : `${name}-${number}`
}
