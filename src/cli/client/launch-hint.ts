import { readStatus } from '../../adapters/status/read-status.ts'
import { launchLine } from '../../core/model/gave-up.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** The command that brings a czar back, with the project file that the last one was launched with, where that is known. */
export function launchHint(place: Pick<ProjectPlace, 'directory'>): string {
  return launchLine({ file: lastFile(place) || 'FILE' })
}

/** The project file of the last launch; '': nobody knows. */
export function lastFile({ directory }: Pick<ProjectPlace, 'directory'>): string {
  try {
    return readStatus(directory).file
  } catch {
    // Without a status file that can be read, nobody knows.
    return ''
  }
}
