import type { ForeseenFile } from '../../../core/events/forecast-event.ts'
import type { ConflictEntry } from '../refs/conflict-entry.ts'
import type { Repository } from '../repository/repository.ts'
import { conflictHunks } from './conflict-hunks.ts'
import type { Merged } from './merge-pairs.ts'
import { readFiles } from './read-files.ts'

const MOST_FILES = 20
const SUBMODULE_OR_LINK = /^1[26]0000$/

type Conflict = NonNullable<Merged>

/** For each merge, reads its files in conflict, with the conflicting pieces of text. One git process reads all files. */
export async function conflictFiles(
  repository: Repository,
  merges: readonly Conflict[],
  env: Readonly<Record<string, string>>,
): Promise<readonly (readonly ForeseenFile[])[]> {
  const files = merges.map(({ entries }) => [...Map.groupBy(entries, ({ path }) => path)].slice(0, MOST_FILES))
  const names = merges.flatMap(({ tree }, at) =>
    (files[at] ?? []).flatMap(([path, sides]) => (hasBoth(sides) && !path.includes('\n') ? [`${tree}:${path}`] : [])),
  )
  const texts = await readFiles(repository, names, env)
  return merges.map(({ tree }, at) =>
    (files[at] ?? []).map(([path, sides]) => {
      const hunks = conflictHunks(texts.get(`${tree}:${path}`) ?? '')
      return { path, kind: hunks.length > 0 ? 'text' : kindOf(sides), hunks }
    }),
  )
}

function hasBoth(sides: readonly ConflictEntry[]): boolean {
  return [2, 3].every(stage => sides.some(side => side.stage === stage && !SUBMODULE_OR_LINK.test(side.mode)))
}

function kindOf(sides: readonly ConflictEntry[]): ForeseenFile['kind'] {
  const stages = new Set(sides.map(({ stage }) => stage))
  return stages.has(1) && stages.has(2) !== stages.has(3) ? 'deleted' : 'other'
}
