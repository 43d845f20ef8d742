import { readdir, readlink } from 'node:fs/promises'
import { relative, sep } from 'node:path'

export interface ProcessInside {
  readonly pid: number
  /** The folder of the request that contains the process's working directory. */
  readonly folder: string
}

/** Pids of all processes whose working directory is in `path` (Linux; elsewhere none are found). */
export async function processesInside(path: string): Promise<readonly number[]> {
  return (await processesInsideAny([path])).map(({ pid }) => pid)
}

/** Like `processesInside` for several folders, but reads all processes only once. */
export async function processesInsideAny(folders: readonly string[]): Promise<readonly ProcessInside[]> {
  if (folders.length === 0) return []
  const entries = await readdir('/proc').catch(() => [])
  const pids = entries.filter(name => /^\d+$/.test(name) && Number(name) !== process.pid).map(Number)
  const found = await Promise.all(
    pids.map(async pid => {
      const directory = await readlink(`/proc/${pid}/cwd`).catch(() => null)
      const folder = directory === null ? undefined : folders.find(candidate => isInside(candidate, directory))
      return folder === undefined ? null : { pid, folder }
    }),
  )
  return found.filter(one => one !== null)
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep)
}
