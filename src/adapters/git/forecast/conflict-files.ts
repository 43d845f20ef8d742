import type { ForeseenFile } from '../../../core/events/forecast-event.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { conflictHunks } from './conflict-hunks.ts'
import type { ConflictEntry, Merged } from './merge-pairs.ts'

const MOST_FILES = 20
const SUBMODULE_OR_LINK = /^1[26]0000$/

/** The files in conflict of a merge, with their pieces. */
export async function conflictFiles(
  repository: Repository,
  { tree, entries }: NonNullable<Merged>,
  env: Readonly<Record<string, string>>,
): Promise<readonly ForeseenFile[]> {
  const files = [...Map.groupBy(entries, ({ path }) => path)].slice(0, MOST_FILES)
  const texts = await readFiles(repository, { tree, paths: files.flatMap(([path, sides]) => (hasBoth(sides) ? [path] : [])) }, env)
  return files.map(([path, sides]) => {
    const hunks = conflictHunks(texts.get(path) ?? '')
    return { path, kind: hunks.length > 0 ? 'text' : kindOf(sides), hunks }
  })
}

function hasBoth(sides: readonly ConflictEntry[]): boolean {
  return [2, 3].every(stage => sides.some(side => side.stage === stage && !SUBMODULE_OR_LINK.test(side.mode)))
}

function kindOf(sides: readonly ConflictEntry[]): ForeseenFile['kind'] {
  const stages = new Set(sides.map(({ stage }) => stage))
  return stages.has(1) && stages.has(2) !== stages.has(3) ? 'deleted' : 'other'
}

/** The merged files with git's markers. What cannot be read is left out. */
async function readFiles(
  repository: Repository,
  { tree, paths }: { readonly tree: string; readonly paths: readonly string[] },
  env: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const named = paths.filter(path => !path.includes('\n'))
  if (named.length === 0) return found
  const input = named.map(path => `${tree}:${path}\n`).join('')
  const call = { env, input: Buffer.from(input).toString('latin1'), bytes: true }
  const { stdout } = await runGit(repository, ['cat-file', '--batch'], call).catch(() => ({ stdout: '' }))
  let at = 0
  for (const path of named) {
    const head = stdout.indexOf('\n', at)
    const size = Number(/ blob (\d+)$/.exec(stdout.slice(at, head))?.[1] ?? Number.NaN)
    if (head === -1) break
    at = head + 1
    if (Number.isNaN(size)) continue
    found.set(path, Buffer.from(stdout.slice(at, at + size), 'latin1').toString())
    at += size + 1
  }
  return found
}
