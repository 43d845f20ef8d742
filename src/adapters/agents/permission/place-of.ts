import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Place } from '../../../core/permission/decide.ts'
import { gitFileOf, type PermissionRules } from './rules-file.ts'

/** Where a directory is. Below the worktree no repository may lie between, for its own settings could run any program. */
export function placeOf(directory: string, { cwd, gitFile }: PermissionRules): Place {
  if (gitFileOf(cwd) !== gitFile) return 'exchanged'
  const root = realPath(cwd)
  let at = realPath(directory)
  if (root === null || at === null) return 'elsewhere'
  while (at !== root) {
    if (isRepository(at) || dirname(at) === at) return 'elsewhere'
    at = dirname(at)
  }
  return 'worktree'
}

/** It has a `.git`, or is itself what lies in one. */
function isRepository(directory: string): boolean {
  return existsSync(join(directory, '.git')) || (existsSync(join(directory, 'HEAD')) && existsSync(join(directory, 'objects')))
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}
