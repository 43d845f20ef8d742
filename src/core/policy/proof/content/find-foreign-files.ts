import { counted } from '../../../model/counted.ts'
import { regenerableFolder } from '../../../model/regenerable.ts'
import type { Finding } from '../finding.ts'
import type { ContentQuestion } from './find-content.ts'
import { isNamed } from './is-named.ts'

const LARGE_BYTES = 1_000_000
/** Folders that people also write by hand. */
const OFTEN_WRITTEN = /(?:^|\/)(?:dist|build|out|target|obj|deps|coverage|\.cache|\.bundle|\.yarn|\.kotlin|\.nx)$/

/** Folders that a tool fills, which nobody had before, and large files that are no text. */
export function findForeignFiles(question: ContentQuestion): readonly Finding[] {
  return [...filledFolders(question), ...largeBinaries(question)]
}

function filledFolders({ changes, content, isGiven, task }: ContentQuestion): readonly Finding[] {
  const isNew = new Set(content.newFolders)
  const folders = new Map<string, string[]>()
  for (const { path, kind } of changes) {
    const folder = regenerableFolder(path)
    if (kind !== 'added' || folder === null || !isNew.has(folder) || isGiven(path)) continue
    folders.set(folder, [...(folders.get(folder) ?? []), path])
  }
  return [...folders].map(([folder, files]) => ({
    rejects: !OFTEN_WRITTEN.test(folder) && !isNamed(folder, task),
    text: `${counted(files.length, 'file')} ${files.length === 1 ? 'was' : 'were'} committed in ${folder}/, which a tool fills by itself`,
  }))
}

function largeBinaries({ changes, content, isGiven, task }: ContentQuestion): readonly Finding[] {
  const textless = new Set(changes.filter(({ kind, added }) => kind !== 'deleted' && added.length === 0).map(({ path }) => path))
  return content.entries.flatMap(({ path, before, after }) => {
    const grew = (after ?? 0) - (before ?? 0)
    if (grew < LARGE_BYTES || !textless.has(path)) return []
    return [{ rejects: !isGiven(path) && !isNamed(path, task), text: `${path} is no text and has ${(grew / 1e6).toFixed(1)} MB` }]
  })
}
