import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isStrictlyInside } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import type { Worktree } from '../repository/worktree.ts'
import { type FoundPlace, findModules, findRepositories } from './find-repositories.ts'

/** A repository inside a worktree, or the repository of one of its submodules. */
export interface InnerRepository {
  /** The path relative to the worktree. For a submodule that is not checked out, this is the name of the submodule. */
  readonly place: string
  /** The folder with the repository's files. null: it has no such folder, because it is bare or a submodule that is not checked out. */
  readonly folder: string | null
  readonly gitDir: string
  /** The directory that contains `refs` and `objects`. For a linked worktree, it is not the same as `gitDir`. */
  readonly commonDir: string
  /**
   * The loss if the worktree were deleted. `inside`: the files and the commits. `linked`: only the files, because this is another worktree
   * of the project's own repository. `elsewhere`: only the files, because the commits are in another place on the disk.
   */
  readonly kind: 'inside' | 'linked' | 'elsewhere'
}

export interface InnerRepositories {
  readonly repositories: readonly InnerRepository[]
  /** Places whose loss czar cannot assess, each with the reason. */
  readonly unclear: readonly string[]
}

/** Finds all git repositories inside a worktree, at any depth, that would lose something if the worktree were deleted. */
export function innerRepositories(repository: Repository, worktree: Worktree): InnerRepositories {
  const found = findRepositories(worktree.path)
  const unclear = found.unreadable.map(place => `${place}: this folder cannot be read`)
  const repositories: InnerRepository[] = []
  for (const one of found.repositories) {
    const inner = resolveInner(repository, worktree, one)
    if (typeof inner === 'string') unclear.push(inner)
    else if (inner !== null) repositories.push(inner)
  }
  for (const { place, gitDir } of repositories.filter(({ kind }) => kind === 'inside'))
    unclear.push(
      ...worktreesOutside(worktree.path, gitDir).map(path => `${place}: its worktree ${path} lies elsewhere and would be broken`),
    )
  const known = new Set(repositories.map(({ gitDir }) => gitDir))
  const holders = [worktree.gitDir, ...repositories.filter(({ kind }) => kind !== 'elsewhere').map(({ gitDir }) => gitDir)]
  for (const holder of holders) {
    for (const gitDir of findModules(holder).filter(path => !known.has(path))) {
      repositories.push({ place: relative(join(holder, 'modules'), gitDir), folder: null, gitDir, commonDir: gitDir, kind: 'inside' })
    }
  }
  return { repositories, unclear }
}

/**
 * Examines a place that looks like a repository. Returns a string with the reason if czar cannot tell what it is. Returns null if the
 * `.git` there contains no work, because it is empty or points nowhere.
 */
function resolveInner(repository: Repository, worktree: Worktree, { place, kind }: FoundPlace): InnerRepository | string | null {
  const folder = join(worktree.path, place)
  const gitDir = kind === 'bare' ? folder : gitDirOf(folder)
  if (gitDir === null) return null
  const commonDir = commonOf(gitDir)
  if (!['objects', 'refs'].every(name => existsSync(join(commonDir, name))) || !existsSync(join(gitDir, 'HEAD')))
    return readdirSync(gitDir).length === 0 ? null : `${place}: its .git is damaged, and may hold commits`
  if (existsSync(join(commonDir, 'reftable'))) return `${place}: it keeps its references in a reftable`
  const inner = { place, folder: kind === 'bare' ? null : folder, gitDir, commonDir }
  if (dirname(gitDir) === join(repository.commonDir, 'worktrees')) return { ...inner, kind: 'linked' }
  const isGoing = [worktree.path, worktree.gitDir].some(parent => isStrictlyInside(parent, gitDir))
  return { ...inner, kind: isGoing ? 'inside' : 'elsewhere' }
}

/** The directories that a repository keeps for its linked worktrees. */
export function linkedDirs(gitDir: string): readonly string[] {
  const folder = join(gitDir, 'worktrees')
  return existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : []
}

function worktreesOutside(path: string, gitDir: string): readonly string[] {
  return linkedDirs(gitDir).flatMap(entry => {
    const back = join(entry, 'gitdir')
    const place = existsSync(back) ? dirname(resolve(entry, readFileSync(back, 'utf8').trim())) : null
    return place !== null && existsSync(place) && !isStrictlyInside(path, place) ? [place] : []
  })
}

function gitDirOf(folder: string): string | null {
  const path = join(folder, '.git')
  try {
    if (!lstatSync(path).isFile()) return realpathSync(path)
    const pointer = /^gitdir: (.+?)\n*$/s.exec(readFileSync(path, 'utf8'))?.[1]
    return pointer === undefined ? null : realpathSync(resolve(folder, pointer))
  } catch {
    return null
  }
}

function commonOf(gitDir: string): string {
  try {
    return realpathSync(resolve(gitDir, readFileSync(join(gitDir, 'commondir'), 'utf8').trim()))
  } catch {
    return gitDir
  }
}
