import type { Journaled } from '../../core/events/event.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { remarksOf } from '../../core/views/proof-remarks.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { followEvents } from './follow-events.ts'
import { openClient, sendCommand } from './open-client.ts'

type Finished = Extract<Journaled, { kind: 'verification.finished' }>

/** Has a worker's work checked, waits for the result and prints it. The exit code is 1 unless the work passed. */
export async function verifyAndWait(place: ProjectPlace, worker: string, io: CliIo): Promise<void> {
  const client = openClient(place)
  const verdict = Promise.withResolvers<Finished | null>()
  // If the worker commits during the check, the czar checks again by itself, so the next result is the one that counts.
  const followed = await followEvents(client, await client.position(), event => {
    if (event.kind === 'verification.finished' && event.worker === worker && event.verdict !== 'void') verdict.resolve(event)
  })
  void followed.ended.then(() => verdict.resolve(null))
  const stopListening = io.onInterrupt(() => verdict.resolve(null))
  try {
    io.stdout.write(`${await sendCommand(client, { verb: 'verify', worker })}\n`)
    const finished = await verdict.promise
    io.stdout.write(finished === null ? 'the czar gave no verdict\n' : sayVerdict(finished))
    if (finished?.verdict !== 'verified') io.endsWith(1)
  } finally {
    stopListening()
    followed.close()
  }
}

function sayVerdict(finished: Finished): string {
  const { verdict, commit, reasons, checks, log } = finished
  const lines = [
    `${verdict}${commit === null ? '' : ` at ${commit.slice(0, 8)}`}`,
    ...reasons,
    ...checks.map(({ name, outcome, durationMs }) => `${outcome}  ${name}  (${Math.round(durationMs / 100) / 10} s)`),
    ...remarksOf(finished),
    ...(log === null || checks.length === 0 ? [] : [`output: ${log}`]),
  ]
  return lines.map((line, at) => `${at === 0 ? '' : '  '}${plainText(line, 1_000)}\n`).join('')
}
