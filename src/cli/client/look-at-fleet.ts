import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { readGaveUp } from '../../adapters/status/marks/gave-up.ts'
import { readStarved } from '../../adapters/status/marks/starved.ts'
import { hasStopMark } from '../../adapters/status/marks/stop-mark.ts'
import { readStatus } from '../../adapters/status/read-status.ts'
import { NoCzarError } from '../../api/no-czar-error.ts'
import { type PreconditionError, ToolError } from '../../core/model/errors.ts'
import type { GaveUp } from '../../core/model/gave-up.ts'
import type { Starved } from '../../core/model/starved.ts'
import type { StatusView } from '../../core/views/status.ts'
import { findShortfall } from '../journal/find-shortfall.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { openClient } from './open-client.ts'
import { findStoppedCzar } from './stopped-czar.ts'

export interface FleetLook {
  readonly view: StatusView
  /**
   * Whether a czar runs. alive: the czar answered. absent: no process listens at its socket. silent: a process listens but does not answer.
   */
  readonly czar: 'alive' | 'absent' | 'silent'
  /** The watchdog's record that it no longer relaunches the absent czar. It is null if the watchdog has not given up. */
  readonly gaveUp: GaveUp | null
  /** Why the silent czar does not answer. It is null if its watchdog does not know. */
  readonly starved: Starved | null
  /** The process id of the silent czar, if a signal has suspended it. */
  readonly stoppedPid?: number | null
  /** Why the next launch will be refused. It is absent if nothing is known against the launch. */
  readonly shorter?: PreconditionError | null
}

/** Asks the czar about the fleet. If no czar answers, shows what the status file said last. */
export async function lookAtFleet(place: ProjectPlace): Promise<FleetLook> {
  const client = openClient(place)
  try {
    return { view: await client.state(), czar: 'alive', gaveUp: null, starved: null }
  } catch (error) {
    if (error instanceof NoCzarError) return lookAtAbsent(place)
    if (error instanceof ToolError) {
      const view = readStatus(place.directory)
      return { view, czar: 'silent', gaveUp: null, starved: readStarved(place.directory), stoppedPid: findStoppedCzar(place) }
    }
    throw error
  }
}

/** The fleet without a czar. If the next launch will be refused, its hint says what helps instead of a launch. */
async function lookAtAbsent(place: ProjectPlace): Promise<FleetLook> {
  const shorter = isHeld(place.directory) ? null : await findShortfall(place)
  try {
    return { ...lookAtGone(place), czar: 'absent', starved: null, shorter }
  } catch (error) {
    throw shorter ?? error
  }
}

/**
 * The watchdog's record that it no longer relaunches the czar. Returns null if a czar runs, if one may still be relaunched, or if this is
 * not known.
 */
export function findGaveUp(place: Pick<ProjectPlace, 'directory'>): GaveUp | null {
  if (isHeld(place.directory)) return null
  try {
    return lookAtGone(place).gaveUp
  } catch {
    // A status file that cannot be read does not mean that the watchdog has given up.
    return null
  }
}

/** The fleet as the czar that ran last wrote it into the status file. */
function lookAtGone({ directory }: Pick<ProjectPlace, 'directory'>): Omit<FleetLook, 'czar' | 'starved'> {
  const view = readStatus(directory)
  const isOver = view.czar.state === 'finished' || view.czar.state === 'stopped' || hasStopMark(directory)
  return { view, gaveUp: isOver ? null : readGaveUp(directory, Date.parse(view.czar.heartbeat_at)) }
}
