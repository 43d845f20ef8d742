import type { CommitSha } from '../../../core/model/ids.ts'
import { type ChangedPath, changedPaths, type PathVersion } from '../repository/changed-paths.ts'
import type { Repository } from '../repository/repository.ts'
import { type Entry, readEntries, SUBMODULE_MODE } from './read-entries.ts'

export type Entries = ReadonlyMap<string, Entry>

interface EntriesQuestion {
  readonly baseline: CommitSha
  readonly commit: CommitSha
  readonly files: readonly string[]
}

/** These files before and after the change, by path, as in `readEntries`. Most of them are in the cached list of changed paths. */
export async function readBothEntries(repository: Repository, question: EntriesQuestion): Promise<readonly [Entries, Entries]> {
  const { baseline, commit, files } = question
  const changed = new Map((await changedPaths(repository, { from: baseline, to: commit })).map(one => [one.path, one]))
  const known = files.flatMap(file => changed.get(file) ?? [])
  const sizes = await sizesOf(repository, known)
  const left = sizes === null ? files : files.filter(file => !changed.has(file))
  const sides = (['before', 'after'] as const).map(async side => {
    const more = await readEntries(repository, side === 'before' ? baseline : commit, left)
    return new Map([...more, ...(sizes === null ? [] : known.flatMap(one => entryOf(one.path, one[side], sizes)))])
  })
  const [before = new Map(), after = new Map()] = await Promise.all(sides)
  return [before, after]
}

/** The size of each file. Returns null if git does not know some of the sizes. */
async function sizesOf(repository: Repository, paths: readonly ChangedPath[]): Promise<ReadonlyMap<string, number> | null> {
  const versions = paths.flatMap(({ before, after }) => [before, after])
  const objects = [...new Set(versions.flatMap(one => (one === null || isSubmodule(one) ? [] : [one.object])))]
  const facts = await repository.objects.facts(objects)
  if (facts === null || facts.includes(null)) return null
  return new Map(objects.map((object, at) => [object, facts[at]?.bytes ?? 0]))
}

function entryOf(path: string, version: PathVersion | null, sizes: ReadonlyMap<string, number>): readonly (readonly [string, Entry])[] {
  if (version === null) return []
  const { object } = version
  return [[path, { path, object, isSubmodule: isSubmodule(version), bytes: sizes.get(object) ?? null }]]
}

function isSubmodule({ mode }: PathVersion): boolean {
  return mode === SUBMODULE_MODE
}
