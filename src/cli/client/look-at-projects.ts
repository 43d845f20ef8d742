import pLimit from 'p-limit'
import { readStatus } from '../../adapters/status/read-status.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { CliIo } from '../io.ts'
import { listProjects, type ProjectPlace, projectPlaceIn } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { type FleetLook, lookAtFleet } from './look-at-fleet.ts'

export interface ProjectLook {
  readonly place: ProjectPlace
  /** null: `problem` says why nothing is known. */
  readonly look: FleetLook | null
  readonly problem: string | null
}

/** Czars that are asked at the same time. */
const AT_ONCE = 8

/** All projects of this machine, by name. A project that cannot be read says so, and the others do not wait for it. */
export async function lookAtProjects(io: CliIo): Promise<readonly ProjectLook[]> {
  const names = await listProjects(stateDir(io.env))
  return pLimit(AT_ONCE).map(names, name => lookAtProject(projectPlaceIn(name, io.env)))
}

async function lookAtProject(place: ProjectPlace): Promise<ProjectLook> {
  try {
    return { place, look: await lookAtFleet(place), problem: null }
  } catch (error) {
    return { place, look: lastSeen(place), problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The file of a czar that cannot be asked, for example one of another version. */
function lastSeen(place: ProjectPlace): FleetLook | null {
  try {
    const view: StatusView = readStatus(place.directory)
    return { view, czar: 'silent', gaveUp: null, starved: null }
  } catch {
    return null
  }
}
