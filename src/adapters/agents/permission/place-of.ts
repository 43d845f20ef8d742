import { existsSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Place } from '../../../core/permission/decide.ts'
import { gitFileOf, type PermissionRules } from './rules-file.ts'

/** Tells where a directory is. A nested repository does not count as worktree, because its git settings could run any program. */
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

/** Whether a path, with links resolved as far as it exists, is below one of these directories. */
export function leadsInto(path: string, from: string, roots: readonly string[]): boolean {
  const real = realPathOf(resolve(from, path))
  return roots.some(root => `${real}${sep}`.startsWith(`${realPathOf(root)}${sep}`))
}

/** Resolves the existing part of a path. If a link leads to a missing file, its target counts. */
function realPathOf(path: string, links = 40): string {
  const real = realPath(path)
  if (real !== null) return real
  const target = linkTarget(path)
  // A cycle of links counts as outside.
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

/** Whether the directory has a `.git`, or is itself a git directory. */
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
