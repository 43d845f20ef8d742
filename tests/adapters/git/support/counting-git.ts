import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'

/** A `git` that counts how often it is started; `path` finds it before the one in the given PATH. */
export async function countingGit(bin: string, path: string): Promise<{ path: string; count: () => number }> {
  const log = `${bin}/log`
  await mkdir(bin)
  await writeFile(`${bin}/git`, `#!/bin/sh\necho >>"\${0%/*}/log"\nPATH=\${PATH#*:}\nexec git "$@"\n`, { mode: 0o755 })
  return { path: `${bin}:${path}`, count: () => (existsSync(log) ? readFileSync(log, 'utf8').length : 0) }
}
