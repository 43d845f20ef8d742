import { mkdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'

/** `path` as git writes it: its folder without symbolic links. A missing folder is made, accessible to its owner only. */
export async function canonicalPath(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return join(await realpath(dirname(path)), basename(path))
}

export function isStrictlyInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep)
}
