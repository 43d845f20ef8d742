import type { CommitSha } from '../../../core/model/ids.ts'
import type { UncommittedWork } from '../../../core/ports/duplicates-port.ts'
import { snapshotObjects } from '../activity/snapshot.ts'
import { askPatch } from '../changes/ask-patch.ts'
import { readFiles } from '../forecast/read-files.ts'
import { alternates } from '../repository/alternates.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { addedLines, type CommitChanges, pathsWithAdded } from './added-changes.ts'

/**
 * Adds uncommitted work to the output of `git log -p`, in the form of one more commit. It uses the snapshot from the last reading of the
 * worktree, whose objects are in a folder of their own. Nothing is written.
 */
export async function openUncommitted(repository: Repository, { tree, path }: UncommittedWork, head: CommitSha) {
  const objects = snapshotObjects(repository, await locateWorktree(repository, path))
  const env = { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates([objects]) }
  const range = [head, tree, '--']
  const counted = await askGit(repository, ['diff', '--numstat', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', ...range], { env })
  const patch = await askPatch(repository, ['diff'], { rest: range, env })
  return {
    counts: addedLines(counted),
    // No real commit has this author. So uncommitted work is never taken for a copy of a commit.
    log: `commit ${tree} 0 uncommitted <${path}>\n\n${patch}`,
    async texts(changes: readonly CommitChanges[]): Promise<ReadonlyMap<string, string>> {
      const paths = pathsWithAdded(changes).filter(name => !name.includes('\n'))
      const texts = await readFiles(
        repository,
        paths.map(name => `${tree}:${name}`),
        env,
      )
      return new Map([...texts].map(([name, text]) => [name.slice(tree.length + 1), text]))
    },
  }
}
