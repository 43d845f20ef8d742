import { readStatus } from '../adapters/status/read-status.ts'
import { PreconditionError, ToolError } from '../core/model/errors.ts'
import type { StatusView } from '../core/model/status.ts'
import { openClient } from './open-client.ts'
import type { ProjectPlace } from './project-place.ts'

export interface FleetLook {
  readonly view: StatusView
  /** alive: it answered; absent: nobody listens; silent: somebody listens and does not answer. */
  readonly czar: 'alive' | 'absent' | 'silent'
}

/** The fleet as the czar itself says, or as it was when a czar last wrote the status file. */
export async function lookAtFleet(place: ProjectPlace): Promise<FleetLook> {
  const client = openClient(place)
  try {
    return { view: await client.state(), czar: 'alive' }
  } catch (error) {
    if (error instanceof PreconditionError) return { view: readStatus(place.directory), czar: 'absent' }
    if (error instanceof ToolError) return { view: readStatus(place.directory), czar: 'silent' }
    throw error
  }
}
