import { regenerableFolder } from '../../model/regenerable.ts'
import { matchGlobs } from '../../territory/match-globs.ts'

/**
 * Returns whether `owns` itself names a folder that tools usually fill. For example, `src/**` does not name `src/node_modules`, but
 * `src/dist/**` names `src/dist`.
 */
export function givenFolders(owns: readonly string[]): (folder: string) => boolean {
  return matchGlobs(owns.flatMap(glob => regenerableFolder(glob) ?? []))
}
