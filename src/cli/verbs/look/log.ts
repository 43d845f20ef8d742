import { type Command, InvalidArgumentError } from 'commander'
import type { JournalReader } from '../../../adapters/journal/journal-reader.ts'
import type { Journaled } from '../../../core/events/event.ts'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface LogOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string | undefined
  readonly follow: boolean
  readonly json: boolean
  readonly lines: number
}

/** `czar log`: prints the journal, one line per event. */
export function registerLog(program: Command, io: CliIo, run: (options: LogOptions) => Promise<void> = runLog): void {
  withProject(
    addVerb(program, 'log', {
      group: 'Look:',
      summary: 'show what happened, event by event',
      description:
        'Show the last events of the journal. Works without a running czar too. Also says if a czar was killed and nothing launches it again.',
      examples: [
        'czar log --worker api -n 200        the last 200 events about api',
        'czar log --follow                   also each new event, until Ctrl-C',
        'czar log --json | jq -r .kind | sort | uniq -c',
      ],
    }),
  )
    .option('--worker <worker>', 'only events about this worker')
    .option('-f, --follow', 'print each new event too', false)
    .option('--json', 'one JSON object per line, as in the journal', false)
    .option('-n, --lines <count>', 'at most this many old events', parseCount, 50)
    .action(flags => run({ io, project: flags.project, worker: flags.worker, follow: flags.follow, json: flags.json, lines: flags.lines }))
}

function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a whole number is needed: 0, 1, 2 …')
}

/** Prints the journal. With `follow` it also prints new events, until Ctrl-C. */
export async function runLog({ io, project, worker, follow, json, lines }: LogOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openJournalReader } = await import('../../../adapters/journal/journal-reader.ts')
  const { readTail } = await import('../../journal/journal-tail.ts')
  const { workerOf } = await import('../../../ui/text/describe-event.ts')
  const { gaveUpLines, makeEventLine } = await import('../../output/event-line.ts')
  const { findGaveUp } = await import('../../client/look-at-fleet.ts')
  const { journalWorkers, unknownWorker } = await import('../../journal/journal-workers.ts')
  const place = await chooseProject(project, io)
  const reader = openJournalReader({ projectDir: place.directory })
  const accepts = (event: Journaled) => worker === undefined || workerOf(event) === worker
  const show = json ? (event: Journaled) => `${JSON.stringify(event)}\n` : makeEventLine(io)
  try {
    const known = journalWorkers(reader)
    if (worker !== undefined && known.length > 0 && !known.includes(worker)) throw unknownWorker(known, { project: place.name, worker })
    const newest = reader.lastSeq()
    for (const event of readTail(reader, { accepts, count: lines })) io.stdout.write(show(event))
    const gaveUp = json ? null : findGaveUp(place)
    if (gaveUp !== null) io.stdout.write(gaveUpLines(gaveUp, io))
    if (follow)
      await followUntilInterrupted(reader, { io, after: newest, onEvent: event => accepts(event) && io.stdout.write(show(event)) })
  } finally {
    reader.close()
  }
}

interface Following {
  readonly io: CliIo
  readonly after: number
  readonly onEvent: (event: Journaled) => void
}

async function followUntilInterrupted(reader: JournalReader, { io, after, onEvent }: Following): Promise<void> {
  const over = Promise.withResolvers<void>()
  const stopListening = io.onInterrupt(() => {
    io.endsWith(130)
    over.resolve()
  })
  const follower = reader.follow(after, { onEvents: events => events.forEach(onEvent), onError: over.reject })
  await over.promise.finally(() => {
    follower.close()
    stopListening()
  })
}
