import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { alternates } from './alternates.ts'
import type { GitOptions } from './git-options.ts'

/** The folder for git's index of the history (its commit-graph), beside czar's state. The user's repository does not get it. */
export function historyIndex({ scratchDir }: Pick<GitOptions, 'scratchDir'>): string {
  return join(scratchDir, 'history')
}

/** The variable by which git reads the index. It has effect only if the repository has no such index of its own. */
export function withHistoryIndex(options: Pick<GitOptions, 'scratchDir'>): Record<string, string> {
  const folder = historyIndex(options)
  return existsSync(folder) ? { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates([folder]) } : {}
}
