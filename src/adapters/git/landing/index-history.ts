import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { historyIndex } from '../repository/history-index.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/**
 * The file is written once for this many moves of the train's branch. A move brings up to twelve tasks, and writing the file takes git
 * about 20 ms.
 */
const MOVES = 10

/**
 * Returns a function that writes git's commit-graph file from time to time. For each claim czar asks git several times which commits base
 * does not have, and a long run makes thousands of commits. Without the file, git would open each of them every time. If the user sets
 * `core.commitGraph: false`, the file is not used.
 */
export function indexHistory() {
  let moves = 0
  return async (repository: Repository): Promise<void> => {
    moves += 1
    if (moves % MOVES !== 0) return
    // Git reads only one such file. If the user's git has made one, that one is kept up to date, as `git gc` does.
    const place = hasIndex(repository) ? [] : ['--object-dir', historyIndex(repository.options)]
    // Without the file git is only slower. If writing it fails, the next call may succeed.
    await runGit(repository, ['commit-graph', 'write', ...place, '--split', '--reachable', '--no-progress']).catch(() => {})
  }
}

/** Whether the user's repository itself has a commit-graph, as one file or as a chain of files. */
function hasIndex({ commonDir }: Repository): boolean {
  const info = join(commonDir, 'objects', 'info')
  return existsSync(join(info, 'commit-graph')) || existsSync(join(info, 'commit-graphs', 'commit-graph-chain'))
}
