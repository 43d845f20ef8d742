import { constants, type Stats } from 'node:fs'
import { access, lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { WorktreeStanding } from '../../../core/ports/worktree-stock.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { canonicalPath } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { clearHalfRegistration, entriesOf } from '../worktrees/half-registration.ts'

/** While czar deletes a folder, the name of the folder begins with this. The content of such a folder is not needed any more. */
export const REMOVED = '.czar-removed-'

export interface FoundWorktree {
  /** The worktree's path in the form in which git writes it. */
  readonly path: string
  readonly standing: WorktreeStanding
  /** The directories in `.git/worktrees` for this path. There is more than one only if a person has repaired the worktree by hand. */
  readonly entries: readonly string[]
}

/** Examines the path of a worktree. Only an intact worktree that is not locked may be removed. */
export async function findWorktree(repository: Repository, wanted: string): Promise<FoundWorktree> {
  const path = await canonicalPath(wanted)
  await repository.lock(() => clearHalfRegistration(repository, path))
  const entries = await entriesOf(repository, path)
  const standing = (await lockOf(repository, path, entries)) ?? (await standingOf(repository, path, entries))
  return { path, standing, entries }
}

/** Finds out whether a person has locked the worktree, for example because its disk is not mounted or its work must stay. */
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
  if (!stats.isDirectory()) return astray('it is a file now, and not a worktree', look)
  if (entries.length === 0) return astray('it is not a worktree of this repository', look)
  // If the folder cannot be read, git would wrongly say that its .git is missing. So czar checks first whether it may read the folder.
  await access(path, constants.R_OK | constants.X_OK)
  const reason = await locateWorktree(repository, path).then(
    () => null,
    error => (error instanceof Error ? error.message : String(error)),
  )
  if (reason === null) return { kind: 'there' }
  const why = reason.replace(/^.* is no longer a worktree of this repository: /s, '').replace(/; .*/s, '')
  // `git worktree repair` writes a missing or damaged `.git` file again, but not if the folder belongs to another repository.
  return astray(why, /missing|damaged/.test(why) ? `git -C ${repo(repository)} worktree repair` : look)
}

/** Facts about the path. null: nothing exists there. Rejects if it cannot be read, because then something may exist. */
async function lookAt(path: string): Promise<Stats | null> {
  return lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
}

/**
 * Finds the folder to which a worktree was moved. Moving a folder does not change its `.git` file, so a folder nearby whose `.git` file
 * names the same directory is the moved worktree.
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
