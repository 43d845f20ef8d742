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
  /** alive: it answered; absent: no process listens; silent: a process listens and does not answer. */
  readonly czar: 'alive' | 'absent' | 'silent'
  /** The watchdog's record that it does not relaunch the absent czar; null: it has not given up. */
  readonly gaveUp: GaveUp | null
  /** Why the silent czar does not answer, if its watchdog knows. */
  readonly starved: Starved | null
  /** Pid of the silent czar if a signal has stopped it. */
  readonly stoppedPid?: number | null
  /** Why the next launch will be refused; absent: it will not be. */
  readonly shorter?: PreconditionError | null
}

/** The fleet as the czar reports it, or as the status file last showed it. */
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

/** If the next launch will be refused, replaces the hint to launch with what helps. */
async function lookAtAbsent(place: ProjectPlace): Promise<FleetLook> {
  const shorter = isHeld(place.directory) ? null : await findShortfall(place)
  try {
    return { ...lookAtGone(place), czar: 'absent', starved: null, shorter }
  } catch (error) {
    throw shorter ?? error
  }
}

/** The last watchdog's record of a czar that it does not relaunch; null: a czar runs, or may come, or nobody knows. */
export function findGaveUp(place: Pick<ProjectPlace, 'directory'>): GaveUp | null {
  if (isHeld(place.directory)) return null
  try {
    return lookAtGone(place).gaveUp
  } catch {
    // A status file that cannot be read does not mean that the watchdog has given up.
    return null
  }
}

/** The fleet as the last czar left it. */
function lookAtGone({ directory }: Pick<ProjectPlace, 'directory'>): Omit<FleetLook, 'czar' | 'starved'> {
  const view = readStatus(directory)
  const isOver = view.czar.state === 'finished' || view.czar.state === 'stopped' || hasStopMark(directory)
  return { view, gaveUp: isOver ? null : readGaveUp(directory, Date.parse(view.czar.heartbeat_at)) }
}
