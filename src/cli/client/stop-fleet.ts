import { existsSync } from 'node:fs'
import { acquireSupervisorLock, isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { clearStopMark, writeStopMark } from '../../adapters/status/marks/stop-mark.ts'
import { readStatus } from '../../adapters/status/read-status.ts'
import { createApiClient } from '../../api/client.ts'
import { CzarError } from '../../core/model/errors.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { launchHint } from './launch-hint.ts'
import { isUnderAgent, refuseAgents } from './refuse-agents.ts'
import { stopAndWait } from './stop-and-wait.ts'
import { findStoppedCzar } from './stopped-czar.ts'

const GONE_WITHIN_MS = 2_000
const LOOK_EVERY_MS = 50

/** Ends the fleet and its czar for good. No watchdog relaunches a fleet that a person has stopped. */
export async function stopFleet(place: ProjectPlace, io: CliIo): Promise<void> {
  const say = (text: string) => io.stdout.write(`${text}\n`)
  // A person's stop is recorded at once. If an agent asks, the czar decides first: if the record were written now and this process were
  // killed, the record would stay although the czar refuses the stop.
  if (!isUnderAgent(place, io)) writeStopMark(place.directory, io.now())
  resumeCzar(place, say)
  try {
    await stopAndWait(place, null, say)
  } catch (error) {
    if ((await answers(place)) || !(await isFree(place))) {
      if (!isLate(error)) clearStopMark(place.directory)
      throw error
    }
    return endWithoutCzar(place, { io, say, error })
  }
  // A czar that was killed while it ended its agents has left some of them running.
  if (hasServer(place) && (await isFree(place))) await endLeft(place, io, say)
}

/** Whether the error means that the czar has accepted the stop and is still ending. */
function isLate(error: unknown): boolean {
  return error instanceof CzarError && error.code === 'late'
}

/** Continues a suspended czar, because it can neither answer nor end while it is suspended. */
function resumeCzar(place: ProjectPlace, say: (text: string) => void): void {
  const pid = findStoppedCzar(place)
  if (pid === null) return
  process.kill(pid, 'SIGCONT')
  say(`the czar was suspended by a signal; it continues now, so that it can end (pid ${pid})`)
}

interface Ending {
  readonly io: CliIo
  readonly say: (text: string) => void
  /** Why the czar could not be asked. */
  readonly error: unknown
}

async function endWithoutCzar(place: ProjectPlace, { io, say, error }: Ending): Promise<void> {
  if (hasServer(place)) {
    refuseAgents(place, 'stop', io)
    if (await endLeft(place, io, say)) return
  }
  const state = stateOf(place)
  if (state === null) throw error
  // The command `czar stop && czar launch FILE` must work even if the fleet has ended before the stop.
  if (state === 'finished' || state === 'stopped') return say(`no czar is running for ${place.name}: the fleet has ${state}`)
  say(`no czar was running for ${place.name}, and no agent; its watchdog does not launch it again`)
}

/** Ends agents that a killed czar left running, and returns whether there were any. */
async function endLeft(place: ProjectPlace, io: CliIo, say: (text: string) => void): Promise<boolean> {
  const { endSessions } = await import('../compose/end-sessions.ts')
  const lock = acquireSupervisorLock(place.directory, 'czar stop')
  try {
    const ended = await endSessions(place, io.env)
    for (const line of ended) say(`no czar was running for ${place.name}; ${line}`)
    return ended.length > 0
  } finally {
    lock.release()
  }
}

/** Whether a czar runs and answers. If it does, it has refused the stop, or needs too long for it. */
function answers(place: ProjectPlace): Promise<boolean> {
  const client = createApiClient({ socketPath: place.sockets.api, project: place.name, launchHint: () => launchHint(place) })
  return client.position().then(
    () => true,
    () => false,
  )
}

/**
 * Waits a moment until no czar holds the lock, and returns whether the lock is free. A czar that a watchdog has just relaunched holds the
 * lock only until it reads that a person stopped the fleet.
 */
async function isFree({ directory }: ProjectPlace): Promise<boolean> {
  for (const deadline = performance.now() + GONE_WITHIN_MS; isHeld(directory); ) {
    if (performance.now() > deadline) return false
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return true
}

function hasServer({ sockets }: ProjectPlace): boolean {
  return existsSync(sockets.tmux)
}

/** The state of the czar in the status file. It is null if that file cannot be read. */
function stateOf({ directory }: ProjectPlace): StatusView['czar']['state'] | null {
  try {
    return readStatus(directory).czar.state
  } catch {
    return null
  }
}
