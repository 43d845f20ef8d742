import type { CommitSha } from '../../../core/model/ids.ts'
import type { WorkContent } from '../../../core/ports/work-content.ts'
import type { Repository } from '../repository/repository.ts'
import { readBothEntries } from './changed-entries.ts'
import { type Entry, readFolders } from './read-entries.ts'
import { readLinks } from './read-links.ts'
import { readSecrets } from './read-secrets.ts'

export interface ContentReading {
  /** The path of the worktree. The worktree may be gone. */
  readonly path: string
  readonly baseline: CommitSha
  readonly commit: CommitSha
  /** The commits that the worker made itself. */
  readonly commits: readonly CommitSha[]
  /** The files that differ between the baseline and these commits. */
  readonly files: readonly string[]
}

/** Examines the additions in a task's commits: secrets, large files, links to other repositories. Writes nothing. */
export async function readContent(repository: Repository, question: ContentReading): Promise<WorkContent> {
  const { path, baseline, commit, commits, files } = question
  const [before, after] = await readBothEntries(repository, { baseline, commit, files })
  const folders = foldersOf([...after.keys()].filter(file => !before.has(file)))
  const [known, links, secrets] = await Promise.all([
    readFolders(repository, baseline, folders),
    readLinks(repository, { worktree: path, commit, entries: changedLinks(before, after) }),
    readSecrets(repository, { baseline, commit, commits }),
  ])
  return {
    entries: files.map(file => ({ path: file, before: bytes(before.get(file)), after: bytes(after.get(file)) })),
    newFolders: folders.filter(folder => !known.has(folder)),
    links,
    secrets,
  }
}

function bytes(entry: Entry | undefined): number | null {
  return entry?.bytes ?? null
}

function changedLinks(before: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...after.values()].filter(entry => entry.isSubmodule && before.get(entry.path)?.object !== entry.object)
}

function foldersOf(files: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const file of files) for (let end = file.indexOf('/'); end > 0; end = file.indexOf('/', end + 1)) found.add(file.slice(0, end))
  return [...found]
}
