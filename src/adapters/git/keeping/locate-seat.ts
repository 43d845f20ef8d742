import { constants, type Stats } from 'node:fs'
import { access, lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { WorktreeStanding } from '../../../core/ports/worktree-stock.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { canonicalPath } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { clearHalfRegistration, entriesOf } from '../worktrees/half-registration.ts'

/** Beginning of the names of folders that are being deleted. Nobody needs their content. */
export const REMOVED = '.czar-removed-'

export interface LocatedSeat {
  /** The path as git writes it. */
  readonly path: string
  readonly standing: WorktreeStanding
  /** git's directories for this path. There is more than one only after a repair by hand. */
  readonly entries: readonly string[]
}

/** Finds out the state of a worktree's path. Only an intact worktree without a lock may be removed. */
export async function locateSeat(repository: Repository, wanted: string): Promise<LocatedSeat> {
  const path = await canonicalPath(wanted)
  await repository.lock(() => clearHalfRegistration(repository, path))
  const entries = await entriesOf(repository, path)
  const standing = (await lockOf(repository, path, entries)) ?? (await standingOf(repository, path, entries))
  return { path, standing, entries }
}

/** A person locked the worktree, because its disk is not mounted or its work must stay. */
async function lockOf(repository: Repository, path: string, entries: readonly string[]): Promise<WorktreeStanding | null> {
  for (const entry of entries) {
    const reason = await read(join(entry, 'locked'))
    const [git, name] = [`git -C ${repo(repository)} worktree`, shellWord(path)]
    if (reason !== null)
      return astray(`it is locked${reason === '' ? '' : ` (${reason})`}`, `${git} unlock ${name} && ${git} remove ${name}`)
  }
  return null
}

async function standingOf(repository: Repository, path: string, entries: readonly string[]): Promise<WorktreeStanding> {
  const stats = await lookAt(path)
  if (stats === null) {
    const moved = await movedTo(path, entries)
    if (moved === null) return { kind: 'gone', isKnown: entries.length > 0 }
    return astray(`it was moved to ${moved}`, `git -C ${repo(repository)} worktree repair ${shellWord(moved)}`)
  }
  const look = `ls -la ${shellWord(path)}`
  if (stats.isSymbolicLink()) return astray(`it is a symbolic link to ${await realpath(path).catch(() => 'nothing')}`, look)
  if (!stats.isDirectory()) return astray('it is a file now, no worktree', look)
  if (entries.length === 0) return astray('it is no worktree of this repository', look)
  // Without read permission git would report a missing .git.
  await access(path, constants.R_OK | constants.X_OK)
  const reason = await locateWorktree(repository, path).then(
    () => null,
    error => (error instanceof Error ? error.message : String(error)),
  )
  if (reason === null) return { kind: 'there' }
  const why = reason.replace(/^.* is not the worktree it was: /s, '').replace(/; .*/s, '')
  // `repair` rewrites a missing or damaged pointer, but not in a folder of another repository.
  return astray(why, /missing|damaged/.test(why) ? `git -C ${repo(repository)} worktree repair` : look)
}

/** null: nothing exists at the path. Rejects if a folder cannot be read, because it still exists. */
async function lookAt(path: string): Promise<Stats | null> {
  return lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
}

/**
 * Whether the worktree was moved. `mv` leaves its pointer unchanged, so a nearby folder with a pointer to the same git
 * entry is the moved worktree.
 */
async function movedTo(path: string, entries: readonly string[]): Promise<string | null> {
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const entriesThere = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const { name } of entriesThere.filter(entry => entry.isDirectory() && !entry.name.startsWith(REMOVED))) {
      const pointer = /^gitdir: (.+)$/.exec((await read(join(folder, name, '.git'))) ?? '')?.[1]
      if (pointer !== undefined && entries.includes(resolve(folder, name, pointer))) return join(folder, name)
    }
  }
  return null
}

function astray(why: string, next: string): WorktreeStanding {
  return { kind: 'astray', why, next }
}

function repo({ options }: Repository): string {
  return shellWord(options.repo)
}

async function read(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : text.trim()
}
