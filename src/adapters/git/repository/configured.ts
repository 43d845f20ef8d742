import type { Repository } from './repository.ts'
import { runGit } from './run-git.ts'

/** All values of a setting of git, one per line. '' if it is not set. */
export async function configured(repository: Repository, key: string): Promise<string> {
  return (await runGit(repository, ['config', '--get-all', key], { answers: [1] })).stdout.trim()
}
