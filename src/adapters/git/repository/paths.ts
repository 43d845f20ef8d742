import { mkdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'

/**
 * Returns `path` in the form in which git writes it, with the symbolic links in its folder resolved. If the folder is missing, it is
 * created so that only its owner has access.
 */
export async function canonicalPath(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return join(await realpath(dirname(path)), basename(path))
}

export function isStrictlyInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep)
}
