import { readFile } from 'node:fs/promises'

export interface IndexEntry {
  /** The path, decoded as latin1, so that each name keeps its exact bytes. */
  readonly path: string
  /** Whether it has a flag that makes git overlook an edit: assume-unchanged or skip-worktree. */
  readonly isMarked: boolean
  readonly isSubmodule: boolean
}

/** Where the parts of an entry are, in bytes from the start of the entry (gitformat-index). */
const MODE = 24
const OBJECT = 40

const SUBMODULE = 0o160_000
const ASSUME_UNCHANGED = 0x8000
const IS_EXTENDED = 0x4000
/** In the second pair of flags, which only extended entries have. */
const SKIP_WORKTREE = 0x4000

/**
 * Reads an index file without starting git. `oidLength` is the length of an object id in the repository, in hex digits. Returns null if the
 * file has a form that only git can read: compressed names (version 4), a split or sparse index, or a later version.
 */
export async function readIndexFile(file: string, oidLength: number): Promise<readonly IndexEntry[] | null> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null || bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return null
  const version = bytes.readUInt32BE(4)
  if (version !== 2 && version !== 3) return null
  try {
    return readEntries(bytes, oidLength / 2)
  } catch (error) {
    // The file ends before its last entry does.
    if (error instanceof RangeError) return null
    throw error
  }
}

function readEntries(bytes: Buffer, oidBytes: number): readonly IndexEntry[] | null {
  const entries: IndexEntry[] = []
  let at = 12
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + OBJECT + oidBytes
    const flags = bytes.readUInt16BE(flagsAt)
    const isExtended = (flags & IS_EXTENDED) !== 0
    const name = flagsAt + (isExtended ? 4 : 2)
    const end = bytes.indexOf(0, name)
    if (end === -1) return null
    const isSkipped = isExtended && (bytes.readUInt16BE(flagsAt + 2) & SKIP_WORKTREE) !== 0
    entries.push({
      path: bytes.toString('latin1', name, end),
      isMarked: isSkipped || (flags & ASSUME_UNCHANGED) !== 0,
      isSubmodule: bytes.readUInt32BE(at + MODE) === SUBMODULE,
    })
    // An entry ends with one to eight NUL bytes, so that its length is a multiple of eight.
    at += ((end - at) | 7) + 1
  }
  return hasOnlyOptionalParts(bytes, at, bytes.length - oidBytes) ? entries : null
}

/** Whether git may ignore everything that follows the entries: such a part has a name that begins with a capital letter. */
function hasOnlyOptionalParts(bytes: Buffer, from: number, end: number): boolean {
  let at = from
  while (at < end) {
    if (!/^[A-Z]/.test(bytes.toString('latin1', at, at + 4))) return false
    at += 8 + bytes.readUInt32BE(at + 4)
  }
  return at === end
}
