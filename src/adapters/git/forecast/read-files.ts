import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/** Reads files by names such as `tree:path`, all with one git process. Files that cannot be read are left out. */
export async function readFiles(
  repository: Repository,
  names: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  if (names.length === 0) return found
  const input = Buffer.from(names.map(name => `${name}\n`).join('')).toString('latin1')
  const { stdout } = await runGit(repository, ['cat-file', '--batch'], { env, input, bytes: true }).catch(() => ({ stdout: '' }))
  let at = 0
  for (const name of names) {
    const head = stdout.indexOf('\n', at)
    const size = Number(/ blob (\d+)$/.exec(stdout.slice(at, head))?.[1] ?? Number.NaN)
    if (head === -1) break
    at = head + 1
    if (Number.isNaN(size)) continue
    found.set(name, Buffer.from(stdout.slice(at, at + size), 'latin1').toString())
    at += size + 1
  }
  return found
}
