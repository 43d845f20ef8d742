import { regenerableFolder } from '../../model/regenerable.ts'
import { counted } from '../../text/counted.ts'
import type { ProofFinding } from '../finding.ts'
import type { ContentQuestion } from './find-content.ts'
import { isNamed } from './is-named.ts'

const LARGE_BYTES = 1_000_000
/** Names of folders that tools usually fill, but in which people write files by hand as well. */
const OFTEN_WRITTEN = /(?:^|\/)(?:dist|build|out|target|obj|deps|coverage|\.cache|\.bundle|\.yarn|\.kotlin|\.nx)$/

/** Files that only a build tool writes. If a folder has one, a tool has filled the folder. */
const BUILD_MARK =
  /(?:^|\/)(?:CACHEDIR\.TAG|\.rustc_info\.json|\.fingerprint\/|CMakeCache\.txt|maven-status\/|lcov\.info|coverage-final\.json|project\.assets\.json)|\.(?:o|obj|class|rlib|rmeta|pdb|pyc|gcda|gcno|tsbuildinfo)$/

/** Finds new folders that a tool has filled, and large binary files. */
export function findForeignFiles(question: ContentQuestion): readonly ProofFinding[] {
  return [...filledFolders(question), ...largeBinaries(question)]
}

function filledFolders({ changes, content, isGiven, isFolderGiven, task }: ContentQuestion): readonly ProofFinding[] {
  const isNew = new Set(content.newFolders)
  const folders = new Map<string, string[]>()
  for (const { path, kind } of changes) {
    const folder = regenerableFolder(path)
    if (kind !== 'added' || folder === null || !isNew.has(folder) || (isGiven(path) && isFolderGiven(folder))) continue
    folders.set(folder, [...(folders.get(folder) ?? []), path])
  }
  return [...folders].flatMap(([folder, files]) => {
    const isByHand = OFTEN_WRITTEN.test(folder) && !files.some(file => BUILD_MARK.test(file))
    // For example, `owns: src/**` includes src/build, and people may write that folder by hand.
    if (isByHand && files.every(isGiven)) return []
    const text = `${counted(files.length, 'file')} ${files.length === 1 ? 'was' : 'were'} committed in ${folder}/, which a tool fills by itself`
    return [{ rejects: !isByHand && !isNamed(ownName(folder), task), text }]
  })
}

/** Returns the folder's own name. A task that names the folder around it does not name this one. */
function ownName(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1)
}

function largeBinaries({ changes, content, isGiven, task }: ContentQuestion): readonly ProofFinding[] {
  const textless = new Set(changes.filter(({ kind, added }) => kind !== 'deleted' && added.length === 0).map(({ path }) => path))
  return content.entries.flatMap(({ path, before, after }) => {
    const grew = (after ?? 0) - (before ?? 0)
    if (grew < LARGE_BYTES || !textless.has(path)) return []
    return [{ rejects: !isGiven(path) && !isNamed(path, task), text: `${path} is not a text file and has ${(grew / 1e6).toFixed(1)} MB` }]
  })
}
