import { readStatus } from '../../adapters/status/read-status.ts'
import { launchLine } from '../../core/model/gave-up.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** The command that starts a czar again. It names the project file of the last launch if that is known. */
export function launchHint(place: Pick<ProjectPlace, 'directory'>): string {
  return launchLine({ file: lastFile(place) || 'FILE' })
}

/** The project file of the last launch. It is empty if the file is unknown. */
export function lastFile({ directory }: Pick<ProjectPlace, 'directory'>): string {
  try {
    return readStatus(directory).file
  } catch {
    // Without a readable status file, the project file is unknown.
    return ''
  }
}
