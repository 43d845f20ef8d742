import pLimit from 'p-limit'
import { readStatus } from '../../adapters/status/read-status.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { type FleetLook, lookAtFleet } from './look-at-fleet.ts'

export interface ProjectLook {
  readonly place: ProjectPlace
  /** What is known about the fleet. If it is null, `problem` says why nothing is known. */
  readonly look: FleetLook | null
  readonly problem: string | null
}

/** How many czars are asked at the same time. */
const AT_ONCE = 8

/** Looks at each project. A project that cannot be read gets the reason instead, and the other projects do not wait for it. */
export async function lookAtProjects(places: readonly ProjectPlace[]): Promise<readonly ProjectLook[]> {
  return pLimit(AT_ONCE).map(places, lookAtProject)
}

/** Looks at one project. Never rejects. */
export async function lookAtProject(place: ProjectPlace): Promise<ProjectLook> {
  try {
    return { place, look: await lookAtFleet(place), problem: null }
  } catch (error) {
    return { place, look: lastLook(place), problem: error instanceof Error ? error.message : String(error) }
  }
}

/** What the status file says of a project whose czar does not answer, for example because the czar has another version. */
export function lastLook(place: ProjectPlace): FleetLook | null {
  try {
    const view: StatusView = readStatus(place.directory)
    return { view, czar: 'silent', gaveUp: null, starved: null }
  } catch {
    return null
  }
}
