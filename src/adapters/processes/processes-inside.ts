import { readdir, readlink } from 'node:fs/promises'
import { relative, sep } from 'node:path'

/** Pids of all processes that have their working directory in `path` (Linux; elsewhere none are seen). */
export async function processesInside(path: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => [])
  const pids = entries.filter(name => /^\d+$/.test(name)).map(Number)
  const directories = await Promise.all(pids.map(pid => readlink(`/proc/${pid}/cwd`).catch(() => null)))
  return pids.filter((pid, index) => {
    const directory = directories[index]
    return pid !== process.pid && directory != null && isInside(path, directory)
  })
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep)
}
