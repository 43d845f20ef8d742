import { regenerableFolder } from '../../model/regenerable.ts'
import { matchGlobs } from '../../territory/match-globs.ts'

/** Whether `owns` itself names a folder that tools fill. `src/**` does not name `src/node_modules`; `src/dist/**` names `src/dist`. */
export function givenFolders(owns: readonly string[]): (folder: string) => boolean {
  return matchGlobs(owns.flatMap(glob => regenerableFolder(glob) ?? []))
}
