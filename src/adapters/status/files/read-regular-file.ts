import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'

export type FileReading =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'missing' }
  /** The file must not be used. `reason` is the end of a sentence that begins with "the file …". */
  | { readonly kind: 'refused'; readonly reason: string }

export interface FileBounds {
  readonly maxBytes: number
  /** The user who must own the file. By default, the user for whom this process runs. */
  readonly owner?: number | undefined
}

/**
 * Reads a file that another process may have put there. It must be a regular file with only one name, belong to this user, not be too
 * large, and be in UTF-8. A symbolic link is not followed. The call never blocks, as reading a FIFO without a writer would.
 */
export function readRegularFile(path: string, { maxBytes, owner = process.geteuid?.() }: FileBounds): FileReading {
  let descriptor: number | null = null
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const fault = faultOf(fstatSync(descriptor), maxBytes, owner)
    if (fault !== null) return { kind: 'refused', reason: fault }
    return decode(readAtMost(descriptor, maxBytes + 1), maxBytes)
  } catch (error) {
    return asReading(error)
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

function faultOf(stats: Stats, maxBytes: number, owner: number | undefined): string | null {
  if (!stats.isFile()) return `is ${kindOf(stats)}, not a regular file`
  if (stats.nlink > 1) return 'has a second name (a hard link)'
  if (owner !== undefined && stats.uid !== owner) return `belongs to user ${stats.uid}, not to user ${owner}`
  return stats.size > maxBytes ? tooLarge(maxBytes) : null
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory'
  if (stats.isFIFO()) return 'a FIFO'
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'something else'
}

function tooLarge(maxBytes: number): string {
  return `is larger than ${Math.floor(maxBytes / 1024)} KB`
}

/** Reads at most this many bytes. The size was checked before, but a file can grow while it is read. */
function readAtMost(descriptor: number, maxBytes: number): Buffer {
  const parts: Buffer[] = []
  for (let left = maxBytes; left > 0; ) {
    const part = Buffer.allocUnsafe(Math.min(left, 65_536))
    const count = readSync(descriptor, part, 0, part.length, null)
    if (count === 0) break
    parts.push(part.subarray(0, count))
    left -= count
  }
  return Buffer.concat(parts)
}

function decode(bytes: Buffer, maxBytes: number): FileReading {
  if (bytes.length > maxBytes) return { kind: 'refused', reason: tooLarge(maxBytes) }
  try {
    return { kind: 'read', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { kind: 'refused', reason: 'is not UTF-8' }
  }
}

function asReading(error: unknown): FileReading {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  if (code === null) throw error
  if (code === 'ENOENT') return { kind: 'missing' }
  // The error for a symbolic link is EMLINK on FreeBSD and ELOOP on other systems. The error for a socket is ENXIO, because it cannot be
  // opened.
  if (code === 'ELOOP' || code === 'EMLINK') return { kind: 'refused', reason: 'is a symbolic link' }
  if (code === 'ENXIO') return { kind: 'refused', reason: 'is a socket, not a regular file' }
  return { kind: 'refused', reason: `cannot be read (${code})` }
}
