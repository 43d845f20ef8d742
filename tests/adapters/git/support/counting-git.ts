import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'

/**
 * A `git` that counts how often it is started and then runs the real one. `path` is the given PATH with this git in
 * front.
 */
export async function countingGit(bin: string, path: string): Promise<{ path: string; count: () => number }> {
  const log = `${bin}/log`
  await mkdir(bin)
  await writeFile(`${bin}/git`, `#!/bin/sh\necho >>"\${0%/*}/log"\nPATH=\${PATH#*:}\nexec git "$@"\n`, { mode: 0o755 })
  return { path: `${bin}:${path}`, count: () => (existsSync(log) ? readFileSync(log, 'utf8').length : 0) }
}
