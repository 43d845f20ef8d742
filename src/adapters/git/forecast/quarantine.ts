import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Head } from '../../../core/ports/forecast-port.ts'
import { snapshotObjects } from '../activity/snapshot.ts'
import { alternates } from '../repository/alternates.ts'
import { historyIndex } from '../repository/history-index.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'

/**
 * Environment variables by which git reads the repository and the snapshots of these heads, but writes new objects to the forecast's own
 * folder.
 */
export async function quarantined(repository: Repository, heads: readonly Head[]): Promise<Record<string, string>> {
  const objects = join(folderOf(repository), 'objects')
  await mkdir(objects, { recursive: true, mode: 0o700 })
  const paths = new Set(heads.flatMap(({ tree, path }) => (tree === null || path === null ? [] : [path])))
  const snapshots = await Promise.all(
    [...paths].map(path =>
      locateWorktree(repository, path).then(
        worktree => snapshotObjects(repository, worktree),
        () => null,
      ),
    ),
  )
  const read = [join(repository.commonDir, 'objects'), historyIndex(repository.options), ...snapshots.filter(folder => folder !== null)]
  return { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates(read) }
}

export async function emptyQuarantine(repository: Repository): Promise<void> {
  await rm(folderOf(repository), { recursive: true, force: true })
}

function folderOf({ options }: Repository): string {
  return join(options.scratchDir, 'forecast')
}
