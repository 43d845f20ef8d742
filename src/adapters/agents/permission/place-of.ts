import { existsSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
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

/** Whether a path, as far as it is there, lies below one of these directories in truth, whatever links it leads through. */
export function leadsInto(path: string, from: string, roots: readonly string[]): boolean {
  const real = realPathOf(resolve(from, path))
  return roots.some(root => `${real}${sep}`.startsWith(`${realPathOf(root)}${sep}`))
}

/** Of a path that is not there, what is there of it; a link that leads nowhere is where it would lead. */
function realPathOf(path: string, links = 40): string {
  const real = realPath(path)
  if (real !== null) return real
  const target = linkTarget(path)
  // A ring of links leads nowhere.
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
