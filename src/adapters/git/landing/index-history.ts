import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/** Moves of the train's branch between two writes. A move brings up to a dozen tasks, and a write takes git some 20 ms. */
const MOVES = 10

/**
 * Writes git's commit-graph from time to time, as `git gc` does. Each claim asks git several times for the commits that base lacks, and a
 * long run makes thousands of these: without the file git opens each of them each time. `core.commitGraph: false` keeps it off.
 */
export function indexHistory() {
  let moves = 0
  return async (repository: Repository): Promise<void> => {
    moves += 1
    if (moves % MOVES !== 0) return
    // Without the file git is only slower. The next write may do.
    await runGit(repository, ['commit-graph', 'write', '--split', '--reachable', '--no-progress']).catch(() => {})
  }
}
