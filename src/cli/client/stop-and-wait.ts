import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import { type ProcessRow, readProcess } from '../../adapters/processes/process-table.ts'
import type { ApiClient } from '../../api/client.ts'
import { NoCzarError } from '../../api/no-czar-error.ts'
import type { Journaled } from '../../core/events/event.ts'
import { CzarError } from '../../core/model/errors.ts'
import { findLast } from '../journal/journal-tail.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { followEvents } from './follow-events.ts'
import { openClient, sendCommand } from './open-client.ts'

const ENDS_WITHIN_MS = 120_000
/**
 * How long to wait for a process that no longer listens and only has to end. A process on another host cannot be watched, so waiting must
 * have a limit.
 */
const EXITS_WITHIN_MS = 5_000
const LOOK_AGAIN_MS = 50

/** Tells the czar to end one worker, or everything and then itself if `worker` is null, and waits for the end. `say` gets each step. */
export async function stopAndWait(place: ProjectPlace, worker: string | null, say: (text: string) => void): Promise<void> {
  const client = openClient(place)
  const seq = await client.position()
  const isRunning = worker === null || hasAgent(place, worker)
  const czar = worker === null ? processOfCzar(place) : null
  const workerEnded = Promise.withResolvers<void>()
  const giveUp = new AbortController()
  const take = (event: Journaled) => {
    if (!isEnd(event)) return
    say(`${event.worker} has stopped`)
    if (event.worker === worker) workerEnded.resolve()
  }
  // A czar that ends also ends its stream of events.
  const followed = await followEvents(client, seq, take)
  try {
    say(await sendCommand(client, { verb: 'stop', worker }))
    if (!isRunning) return
    const ended =
      worker === null
        ? followed.ended.then(() => untilGone(client, { place, czar, signal: giveUp.signal }))
        : Promise.race([workerEnded.promise, followed.ended])
    await within(ended, worker ?? 'the fleet', place)
  } finally {
    giveUp.abort()
    followed.close()
  }
  if (worker === null) say('the czar has stopped')
}

function isEnd(event: Journaled): event is Extract<Journaled, { kind: 'agent.ended' | 'agent.exited' }> {
  return event.kind === 'agent.ended' || event.kind === 'agent.exited'
}

/** Whether the worker has an agent. If it has none, there is nothing to wait for. */
function hasAgent({ directory }: ProjectPlace, worker: string): boolean {
  const reader = openJournalReader({ projectDir: directory })
  try {
    const last = findLast(reader, event => (event.kind === 'agent.started' || isEnd(event)) && event.worker === worker)
    return last?.kind === 'agent.started'
  } finally {
    reader.close()
  }
}

/** The process of the czar. It is null if that is unknown, or on another host. */
function processOfCzar({ directory }: ProjectPlace): ProcessRow | null {
  const holder = readHolder(directory)
  return holder === null || holder.host !== hostname() ? null : readProcess(holder.pid)
}

interface Going {
  readonly place: ProjectPlace
  readonly czar: ProcessRow | null
  readonly signal: AbortSignal
}

/**
 * Waits for the end of a czar in the order in which it happens: first its streams end, then its socket closes, then its process is gone.
 */
async function untilGone(client: ApiClient, { place: { directory }, czar, signal }: Going): Promise<void> {
  while (!signal.aborted && (await listens(client))) await pause(LOOK_AGAIN_MS)
  for (const deadline = performance.now() + EXITS_WITHIN_MS; performance.now() < deadline; ) {
    // The czar removes the file about itself a moment before its process ends.
    if (readHolder(directory) === null && (czar === null || readProcess(czar.pid)?.born !== czar.born)) return
    await pause(LOOK_AGAIN_MS)
  }
}

async function listens(client: ApiClient): Promise<boolean> {
  try {
    await client.position()
    return true
  } catch (error) {
    return !(error instanceof NoCzarError)
  }
}

async function within(ended: Promise<unknown>, what: string, { name }: ProjectPlace): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new CzarError('late', `${what} has not ended within ${ENDS_WITHIN_MS / 1000} s`, { hint: `czar log -p ${name}` })
    timer = setTimeout(() => reject(error), ENDS_WITHIN_MS)
  })
  await Promise.race([ended, late]).finally(() => clearTimeout(timer))
}
