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

/** Ends the fleet and its czar, and keeps it ended: no watchdog launches again what a person has stopped. */
export async function stopFleet(place: ProjectPlace, io: CliIo): Promise<void> {
  const say = (text: string) => io.stdout.write(`${text}\n`)
  // The czar decides about a worker's stop; its mark would outlive the refusal if this process were killed.
  if (!isUnderAgent(place, io)) writeStopMark(place.directory, io.now())
  letGoOn(place, say)
  try {
    await stopAndWait(place, null, say)
  } catch (error) {
    if ((await answers(place)) || !(await isFree(place))) {
      if (!isLate(error)) clearStopMark(place.directory)
      throw error
    }
    return endWithoutCzar(place, { io, say, error })
  }
  // A czar that was killed while it ended its agents has left some.
  if (hasServer(place) && (await isFree(place))) await endLeft(place, io, say)
}

/** Then the czar has taken the stop, and is still about it. */
function isLate(error: unknown): boolean {
  return error instanceof CzarError && error.code === 'late'
}

/** A czar that a signal has stopped hears nothing. */
function letGoOn(place: ProjectPlace, say: (text: string) => void): void {
  const pid = findStoppedCzar(place)
  if (pid === null) return
  process.kill(pid, 'SIGCONT')
  say(`the czar had been stopped by a signal and goes on now, to end (pid ${pid})`)
}

interface Ending {
  readonly io: CliIo
  readonly say: (text: string) => void
  /** Why no czar could be asked. */
  readonly error: unknown
}

async function endWithoutCzar(place: ProjectPlace, { io, say, error }: Ending): Promise<void> {
  if (hasServer(place)) {
    refuseAgents(place, 'stop', io)
    if (await endLeft(place, io, say)) return
  }
  const state = stateOf(place)
  if (state === null) throw error
  // `czar stop && czar launch FILE` works whether or not the fleet came to its end meanwhile.
  if (state === 'finished' || state === 'stopped') return say(`no czar is running for ${place.name}: the fleet has ${state}`)
  say(`no czar was running for ${place.name}, and no agent; its watchdog does not launch it again`)
}

/** The czar was killed, and its agents go on without it: whether there were any to end. */
async function endLeft(place: ProjectPlace, io: CliIo, say: (text: string) => void): Promise<boolean> {
  const { endSessions } = await import('../compose/end-sessions.ts')
  const lock = acquireSupervisorLock(place.directory)
  try {
    const ended = await endSessions(place, io.env)
    for (const line of ended) say(`no czar was running for ${place.name}; ${line}`)
    return ended.length > 0
  } finally {
    lock.release()
  }
}

/** A living czar has refused it, or takes too long. */
function answers(place: ProjectPlace): Promise<boolean> {
  const client = createApiClient({ socketPath: place.sockets.api, project: place.name, launchHint: () => launchHint(place) })
  return client.position().then(
    () => true,
    () => false,
  )
}

/** A czar that a watchdog launched holds the lock until it has read that a person stopped the fleet. */
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

/** As a czar last wrote it; null: a status file that cannot be read is no end. */
function stateOf({ directory }: ProjectPlace): StatusView['czar']['state'] | null {
  try {
    return readStatus(directory).czar.state
  } catch {
    return null
  }
}
