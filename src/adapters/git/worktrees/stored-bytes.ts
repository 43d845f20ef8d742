import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Worktree } from '../repository/worktree.ts'

/** A file that git lists as changed, and the hash of its blob in the index. */
export interface ListedFile {
  readonly path: string
  readonly blob: string
}

/** Larger files are not read. A file that is larger has no line ends that git would convert. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * Those of the files that have exactly the bytes of their blob. Git lists such a file as changed, also right after a checkout, if
 * `.gitattributes` asks for other bytes than the repository has stored: `text` for a file with CRLF, or a filter. Nobody changed it.
 */
export async function withStoredBytes(worktree: Worktree, files: readonly ListedFile[]): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    files.map(async file => ((await hasBytesOf(join(worktree.path, file.path), file.blob)) ? [file.path] : [])),
  )
  return new Set(found.flat())
}

async function hasBytesOf(path: string, blob: string): Promise<boolean> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile() || stats.size > MOST_BYTES) return false
    const bytes = await readFile(path)
    const hash = createHash(blob.length === 64 ? 'sha256' : 'sha1')
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === blob
  } catch {
    return false
  }
}
