import { createHash } from 'node:crypto'
import { type BigIntStats, lstatSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as letOthers } from 'node:timers/promises'
import type { Worktree } from './worktree.ts'

/** Where the numbers of an entry stand, in bytes: https://git-scm.com/docs/index-format */
const HEADER = 12
const CTIME = 0
const MTIME = 8
const DEV = 16
const INO = 20
const MODE = 24
const UID = 28
const GID = 32
const SIZE = 36
const SHA1 = 20
const FLAGS = 40 + SHA1
const PATH = FLAGS + 2

const LENGTH_BITS = 0xfff
const EXTENDED_OR_STAGED = 0x7000
const SUBMODULE = 0o160000
/** Of all extensions these are as true of a copy: the cache of trees, and where the parts of the file begin. */
const TRUE_OF_COPIES = ['TREE', 'EOIE', 'IEOT']
const SECOND_NS = 1_000_000_000n
/** Files looked at in one go: 4 µs each, 10 as long as V8 has not compiled it. */
const AT_ONCE = 500

/**
 * Gives a worktree whose files were copied from `original`, times of change and all, the index of that one, with the places of
 * the files here: git need not read them all to know them. false: they are no such copies, or the index is one that a
 * fresh checkout of most repositories does not have (submodules, SHA-256, sparse, split, watched, other versions than 2) and
 * is left to git. The index is locked before, and not afterwards.
 */
export async function writeIndexOfCopy(original: Worktree, copy: Worktree): Promise<boolean> {
  const lock = join(copy.gitDir, 'index.lock')
  const index = await readFile(join(original.gitDir, 'index'))
  const isDone = await noteFiles(index, copy.path)
  if (!isDone) await rm(lock)
  else await writeFile(lock, index).then(() => rename(lock, join(copy.gitDir, 'index')))
  return isDone
}

async function noteFiles(index: Buffer, folder: string): Promise<boolean> {
  if (index.length < HEADER + SHA1 || index.toString('latin1', 0, 4) !== 'DIRC' || index.readUInt32BE(4) !== 2) return false
  const end = index.length - SHA1
  let at = HEADER
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    if (left % AT_ONCE === 0) await letOthers()
    const to = at + PATH > end ? end : endOfPath(index, at)
    if (to >= end) return false
    const file = lstatSync(`${folder}/${index.toString('utf8', at + PATH, to)}`, { bigint: true, throwIfNoEntry: false })
    if (file === undefined || !isAsNoted(index, at, file)) return false
    note(index, at, file)
    at += (to - at + 8) & ~7
  }
  while (at + 8 <= end && TRUE_OF_COPIES.includes(index.toString('latin1', at, at + 4))) at += 8 + index.readUInt32BE(at + 4)
  if (at !== end) return false
  seal(index)
  return true
}

function endOfPath(index: Buffer, at: number): number {
  const length = index.readUInt16BE(at + FLAGS) & LENGTH_BITS
  const end = length < LENGTH_BITS ? at + PATH + length : index.indexOf(0, at + PATH)
  return end < 0 ? index.length : end
}

/** Is it an ordinary file of one version, of the size and the time of change that the index has noted? */
function isAsNoted(index: Buffer, at: number, file: BigIntStats): boolean {
  return (
    (index.readUInt16BE(at + FLAGS) & EXTENDED_OR_STAGED) === 0 &&
    index.readUInt32BE(at + MODE) !== SUBMODULE &&
    index.readUInt32BE(at + SIZE) === word(file.size) &&
    index.readUInt32BE(at + MTIME) === word(file.mtimeNs / SECOND_NS) &&
    index.readUInt32BE(at + MTIME + 4) === word(file.mtimeNs % SECOND_NS)
  )
}

/** Notes which file it is: what git compares to know, without reading it, that it is still the same. */
function note(index: Buffer, at: number, file: BigIntStats): void {
  index.writeUInt32BE(word(file.ctimeNs / SECOND_NS), at + CTIME)
  index.writeUInt32BE(word(file.ctimeNs % SECOND_NS), at + CTIME + 4)
  index.writeUInt32BE(word(file.dev), at + DEV)
  index.writeUInt32BE(word(file.ino), at + INO)
  index.writeUInt32BE(word(file.uid), at + UID)
  index.writeUInt32BE(word(file.gid), at + GID)
}

/** Sets the sum at the end anew; one of zeros says that there is none (`index.skipHash`). */
function seal(index: Buffer): void {
  const end = index.length - SHA1
  if (index.subarray(end).some(byte => byte !== 0)) createHash('sha1').update(index.subarray(0, end)).digest().copy(index, end)
}

/** The lowest 32 bits are all that an index keeps. */
function word(number: bigint): number {
  return Number(number & 0xffff_ffffn)
}
