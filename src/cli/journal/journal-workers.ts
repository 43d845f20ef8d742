import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import { UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { findLast } from './journal-tail.ts'

/** Lists the workers of the project's last launch. The list is empty before the first launch. */
export function journalWorkers(reader: JournalReader): readonly string[] {
  const loaded = findLast(reader, event => event.kind === 'project.loaded')
  return loaded?.kind === 'project.loaded' ? loaded.project.workers.map(({ id }) => id) : []
}

/** The error for a worker that is unknown, or about which there is nothing to report. */
export function unknownWorker(known: readonly string[], { project, worker }: { project: string; worker: string }): UsageError {
  const isKnown = known.includes(worker)
  return new UsageError(isKnown ? `nothing is known of ${worker} yet` : `${project} has no worker "${plainText(worker, 60)}"`, {
    details: known.length === 0 ? [] : [`there are: ${known.join(', ')}`],
    hint: `czar status -p ${project}`,
  })
}
