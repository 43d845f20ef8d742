import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

interface KeptEntry {
  readonly name: string
  readonly mode: number
}

/** The content of a folder with repositories and their worktrees. */
export interface KeptFolder {
  readonly path: string
  readonly folders: readonly KeptEntry[]
  readonly files: readonly (KeptEntry & { readonly content: Buffer })[]
}

/** Reads the folders and files, without git's sample hooks. */
export function readFolder(path: string): KeptFolder {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter(({ name }) => !name.endsWith('.sample'))
  const entryOf = ({ parentPath, name }: { parentPath: string; name: string }): KeptEntry => {
    const whole = join(parentPath, name)
    return { name: whole.slice(path.length + 1), mode: statSync(whole).mode & 0o777 }
  }
  const files = entries.filter(entry => entry.isFile()).map(entryOf)
  return {
    path,
    folders: entries.filter(entry => entry.isDirectory()).map(entryOf),
    files: files.map(file => ({ ...file, content: readFileSync(join(path, file.name)) })),
  }
}

/** Writes the content to `path`, as if git had created it there. Git is not started for this. */
export function writeFolder(kept: KeptFolder, path: string): void {
  for (const { name, mode } of kept.folders) mkdirSync(join(path, name), { mode })
  for (const { name, mode, content } of kept.files) writeFileSync(join(path, name), movedTo(path, kept, content), { mode })
  for (const { name } of kept.files) if (basename(name) === 'index') refreshIndex(join(path, name))
}

/** Replaces the absolute paths with which worktrees and their repository refer to each other. */
function movedTo(path: string, kept: KeptFolder, content: Buffer): Buffer {
  return content.includes(kept.path) ? Buffer.from(content.toString().replaceAll(kept.path, path)) : content
}

const HEADER_BYTES = 12
const FIXED_BYTES = 62
const DIGEST_BYTES = 20

/** git recognises an unchanged file by its inode and times: gitformat-index(5). */
function refreshIndex(file: string): void {
  const index = readFileSync(file)
  if (index.toString('latin1', 0, 4) !== 'DIRC' || index.readUInt32BE(4) !== 2) throw new Error(`not an index of version 2: ${file}`)
  const root = treeOf(dirname(file))
  let at = HEADER_BYTES
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    const end = index.indexOf(0, at + FIXED_BYTES)
    const { ctimeNs, mtimeNs, dev, ino, uid, gid, size } = lstatSync(join(root, index.toString('utf8', at + FIXED_BYTES, end)), {
      bigint: true,
    })
    const times = [ctimeNs, mtimeNs].flatMap(time => [time / 1_000_000_000n, time % 1_000_000_000n])
    for (const [place, value] of [...times, dev, ino].entries()) index.writeUInt32BE(Number(value & 0xffff_ffffn), at + 4 * place)
    for (const [place, value] of [uid, gid, size].entries()) index.writeUInt32BE(Number(value & 0xffff_ffffn), at + 28 + 4 * place)
    // git pads each entry with one to eight zeros, up to a multiple of eight bytes.
    at += Math.floor((end - at + 8) / 8) * 8
  }
  createHash('sha1')
    .update(index.subarray(0, -DIGEST_BYTES))
    .digest()
    .copy(index, index.length - DIGEST_BYTES)
  writeFileSync(file, index)
}

/** The folder whose files the index of `gitDir` lists. */
function treeOf(gitDir: string): string {
  if (basename(gitDir) === '.git') return dirname(gitDir)
  return dirname(readFileSync(join(gitDir, 'gitdir'), 'utf8').trim())
}
