import { existsSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { WorktreeSpec } from '../../../core/ports/git-port.ts'
import { CHECKOUTS, type Repository } from '../repository/repository.ts'
import { writeIndexOfCopy } from './index-of-copy.ts'
import { locateWorktree } from './worktree.ts'
import { type Line, runWorktreesShell, type Word } from './worktrees-shell.ts'

/** Each file is opened twice then, once for its object: 5,000 of them take git 0.24 s in place of 0.12. */
const MANY_OBJECTS = 2_000
/** XFS (statfs(2)): before blocks are shared they are written to the disk, 1 s for 35 MB. */
const WRITES_FIRST = 0x58465342

/** So many of one commit are written by git. With one for each core six take no longer, but a tenth more of the processor. */
export const ORIGINALS = Math.ceil(CHECKOUTS / 2)

/** A branch that is there, and the folder in which it is to be worked on. */
export interface Wanted {
  readonly spec: WorktreeSpec
  readonly tip: CommitSha
}

/** How far it came with one of them; neither ever rejects, false says nothing of why. */
export interface Making {
  readonly registered: Promise<boolean>
  /** Its files are there, and nothing reads them any more. */
  readonly filled: Promise<boolean>
}

/**
 * Makes worktrees as fast as the machine can: git writes the files of the first ones; where it would have to open thousands of
 * objects for each, the others of the same commit are copied from these, in half the time. One shell starts all that it takes: a
 * process as large as the czar's needs 5 to 10 ms of its own time to start another. What was not possible is left to be done by
 * itself, where git's words are heard.
 */
export function makeTogether(repository: Repository, wanted: readonly Wanted[]): readonly Making[] {
  const originals = isCopyingFaster(repository) ? ORIGINALS : wanted.length
  const seats = wanted.map(({ spec: { path, branch }, tip }) => ({
    path,
    branch,
    first: firstFor(path, pathsOf(wanted, tip), originals),
    registered: Promise.withResolvers<boolean>(),
    filled: Promise.withResolvers<boolean>(),
  }))
  const settle = ({ registered, filled }: (typeof seats)[number], word: Word) => {
    if (word !== 'filled') registered.resolve(word === 'registered')
    if (word !== 'registered') filled.resolve(word === 'filled')
  }
  const indexing: Promise<void>[] = []
  const hear = (word: Word, index: number) => {
    const seat = seats[index]
    if (seat === undefined) return
    if (word === 'copied') indexing.push(indexCopy(repository, seat).then(isDone => settle(seat, isDone ? 'filled' : 'left')))
    else settle(seat, word)
  }
  void runWorktreesShell(repository, seats, hear)
    .catch(error => repository.log('worktrees are made one by one', { reason: String(error) }))
    .then(() => Promise.all(indexing))
    .then(() => seats.forEach(seat => void settle(seat, 'left')))
  return seats.map(({ path, registered, filled }) => {
    // Nobody is let into one while it is still copied.
    const copies = seats.filter(({ first }) => first === path).map(copy => copy.filled.promise)
    return { registered: registered.promise, filled: Promise.all([filled.promise, ...copies]).then(([isFilled]) => isFilled) }
  })
}

function pathsOf(wanted: readonly Wanted[], tip: CommitSha): readonly string[] {
  return wanted.filter(one => one.tip === tip).map(({ spec }) => spec.path)
}

/** The others of the same commit are shared out among the first `originals` of them. */
function firstFor(path: string, twins: readonly string[], originals: number): string {
  return twins[twins.indexOf(path) % originals] ?? path
}

async function indexCopy(repository: Repository, { path, first }: Line): Promise<boolean> {
  try {
    return await writeIndexOfCopy(await locateWorktree(repository, first), await locateWorktree(repository, path))
  } catch (error) {
    repository.log('a copied worktree is made by git', { path, reason: String(error) })
    return false
  }
}

/** The number of loose objects is guessed as `git gc --auto` does: of 256 folders one is looked into. */
function isCopyingFaster({ commonDir, options }: Repository): boolean {
  const folder = join(commonDir, 'objects', '17')
  const isLoose = existsSync(folder) && readdirSync(folder).length * 256 >= MANY_OBJECTS
  return isLoose && statfsSync(existsSync(options.worktreesDir) ? options.worktreesDir : commonDir).type !== WRITES_FIRST
}
