import { setTimeout as pause } from 'node:timers/promises'
import { openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import type { ApiClient } from '../../api/client.ts'
import { NoCzarError } from '../../api/no-czar-error.ts'
import type { Journaled } from '../../core/events/event.ts'
import { CzarError } from '../../core/model/errors.ts'
import { findLast } from '../journal/journal-tail.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { followEvents } from './follow-events.ts'
import { command, openClient } from './open-client.ts'

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
    say(await command(client, { verb: 'stop', worker }))
    if (!isRunning) return
    const ended =
      worker === null
        ? followed.ended.then(() => untilGone(client, place, giveUp.signal))
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

/**
 * Waits for the end of a czar in the order in which it happens: first its streams end, then its socket closes, then its process is gone.
 */
async function untilGone(client: ApiClient, { directory }: ProjectPlace, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await listens(client))) await pause(LOOK_AGAIN_MS)
  for (const deadline = performance.now() + EXITS_WITHIN_MS; readHolder(directory) !== null && performance.now() < deadline; )
    await pause(LOOK_AGAIN_MS)
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
