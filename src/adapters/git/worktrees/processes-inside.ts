import { readdir, readlink } from 'node:fs/promises'
import { isStrictlyInside } from '../paths.ts'

/** Pids of all processes that have their working directory in `path` (Linux; elsewhere none are seen). */
export async function processesInside(path: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => [])
  const pids = entries.filter(name => /^\d+$/.test(name)).map(Number)
  const directories = await Promise.all(pids.map(pid => readlink(`/proc/${pid}/cwd`).catch(() => null)))
  return pids.filter((pid, index) => {
    const directory = directories[index]
    return pid !== process.pid && directory != null && (directory === path || isStrictlyInside(path, directory))
  })
}
