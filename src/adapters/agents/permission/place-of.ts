import { existsSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Place } from '../../../core/permission/decide.ts'
import { gitFileOf, type PermissionRules } from './rules-file.ts'

/**
 * Says whether a directory is inside the worktree. A repository inside the worktree does not count as a part of it, because its git
 * settings could run any program.
 */
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

/** Whether a path is below one of these directories. Symbolic links are followed as far as the path exists. */
export function leadsInto(path: string, from: string, roots: readonly string[]): boolean {
  const real = realPathOf(resolve(from, path))
  return roots.some(root => `${real}${sep}`.startsWith(`${realPathOf(root)}${sep}`))
}

/** The real path of the part that exists. If a symbolic link leads to a missing file, the path to which it leads counts. */
function realPathOf(path: string, links = 40): string {
  const real = realPath(path)
  if (real !== null) return real
  const target = linkTarget(path)
  // Links that lead in a circle count as outside, so the result is `/`.
  if (target !== null) return links === 0 ? '/' : realPathOf(resolve(realPathOf(dirname(path), links - 1), target), links - 1)
  return dirname(path) === path ? path : join(realPathOf(dirname(path), links), basename(path))
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}

/** Whether the directory contains a `.git`, or is itself a git directory. */
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
