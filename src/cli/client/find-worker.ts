import { UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView, WorkerView } from '../../core/views/status.ts'

/** Finds the status of the named worker. If there is no such worker, throws a UsageError that lists the workers. */
export function findWorker(view: StatusView, name: string): WorkerView {
  const worker = Object.hasOwn(view.workers, name) ? view.workers[name] : undefined
  if (worker !== undefined) return worker
  const known = Object.keys(view.workers).join(', ')
  throw new UsageError(`${view.project} has no worker "${plainText(name, 60)}"`, {
    details: [known === '' ? 'it has no workers yet' : `there are: ${known}`],
    hint: `czar status -p ${view.project}`,
  })
}
