import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isRegenerable } from '../../../core/model/regenerable.ts'
import type { LeftFiles } from '../../../core/ports/worktree-stock.ts'
import type { Repository } from '../repository/repository.ts'
import { readable } from './checkout.ts'

interface FoundFile {
  readonly path: Buffer
  readonly bytes: number
}

/** Larger files are not compared with others. Such a file counts as if it existed only in this worktree. */
const LARGEST_COMPARED = 64 * 1024 * 1024

/**
 * Measures the files in `folder` that git ignores, and finds out whether a person would miss them. The paths in `ignored` are latin1 and
 * relative to `folder`.
 */
export function ignoredFiles(
  repository: Repository,
  folder: string,
  { ignored, setups, prefix }: { readonly ignored: readonly string[]; readonly setups: ReadonlySet<string>; readonly prefix: string },
): readonly LeftFiles[] {
  const checkout = basename(repository.commonDir) === '.git' && prefix === '' ? dirname(repository.commonDir) : null
  return ignored.flatMap(name => {
    const files = filesAt(inside(folder, name.replace(/\/$/, '')))
    if (files.length === 0) return []
    const path = prefix + readable(name)
    const isCopied = () => setups.has(readable(name)) || (checkout !== null && files.every(file => isSame(file, folder, checkout)))
    const kind = isRegenerable(path) ? 'made-again' : isCopied() ? 'copied' : 'only-here'
    return [{ path, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0), kind } as const]
  })
}

function inside(folder: string, name: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')])
}

/** The file at this path, or all files in the folder at this path. Symbolic links are not followed, and `.git` is left out. */
function filesAt(path: Buffer): readonly FoundFile[] {
  try {
    const stats = lstatSync(path)
    if (!stats.isDirectory()) return [{ path, bytes: stats.size }]
    return readdirSync(path, { encoding: 'buffer' }).flatMap(name =>
      name.toString() === '.git' ? [] : filesAt(Buffer.concat([path, Buffer.from('/'), name])),
    )
  } catch {
    return []
  }
}

function isSame({ path, bytes }: FoundFile, folder: string, checkout: string): boolean {
  const other = Buffer.concat([Buffer.from(checkout), path.subarray(Buffer.byteLength(folder))])
  try {
    if (bytes > LARGEST_COMPARED || !lstatSync(other).isFile() || lstatSync(other).size !== bytes) return false
    return readFileSync(path).equals(readFileSync(other))
  } catch {
    return false
  }
}
