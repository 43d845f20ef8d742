import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileVersions } from '../../../core/ports/landing-port.ts'
import type { FirstSide } from '../../../core/text/join/join-lines.ts'
import type { ConflictEntry } from '../refs/conflict-entry.ts'
import type { ConflictingTrees } from '../refs/merge-trees.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { joinHunks } from './join-hunks.ts'

export interface Joined {
  readonly tree: string
  /** The files in which the changes of both sides were kept, with each side's content. */
  readonly files: readonly FileVersions[]
  /** Whether the opposite order of the two sides' lines would give another tree. */
  readonly hasOrder: boolean
}

/**
 * Merges two commits that conflict only where the changes of both sides can be kept, one after the other. Returns null if there is another
 * kind of conflict. Only tests can show whether the result is right.
 */
export async function joinChanges(repository: Repository, { entries, marked }: ConflictingTrees, first: FirstSide): Promise<Joined | null> {
  const files = filesOf(entries)
  if (files === null) return null
  const folder = await mkdtemp(join(repository.options.scratchDir, 'join-'))
  try {
    const joined: JoinedFile[] = []
    for (const file of files) {
      const one = await joinFile(repository, folder, { file, first })
      if (one === null) return null
      joined.push(one)
    }
    const env = { GIT_INDEX_FILE: join(folder, 'index') }
    await runGit(repository, ['read-tree', marked], { env })
    const input = joined.map(({ mode, blob, path }) => `${mode} ${blob}\t${path}\0`).join('')
    await runGit(repository, ['update-index', '-z', '--index-info'], { env, input })
    const tree = await askGit(repository, ['write-tree'], { env })
    return { tree, files: joined.flatMap(({ versions }) => versions), hasOrder: joined.some(({ hasOrder }) => hasOrder) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface ConflictedFile {
  readonly path: string
  readonly mode: string
  /** The file's objects in the common ancestor, on our side and on their side. */
  readonly blobs: readonly [string, string, string]
}

/** The files in conflict. null: at least one of them was deleted or renamed, was added on both sides, or is not a plain file. */
function filesOf(entries: readonly ConflictEntry[]): readonly ConflictedFile[] | null {
  const files = [...Map.groupBy(entries, ({ path }) => path)]
  const plain = files.flatMap(([path, sides]) => {
    const [base, ours, theirs] = [1, 2, 3].map(stage => sides.find(side => side.stage === stage))
    const isPlain = base !== undefined && ours?.mode === base.mode && theirs?.mode === base.mode && base.mode.startsWith('100')
    return isPlain ? [{ path, mode: base.mode, blobs: [base.blob, ours.blob, theirs.blob] as const }] : []
  })
  return files.length > 0 && plain.length === files.length ? plain : null
}

/** A larger file is read by a git process of its own, which has a limit for its output like every call of git. */
const SMALL_BYTES = 1024 * 1024

async function blobOf(repository: Repository, blob: string): Promise<string> {
  const [facts] = (await repository.objects.facts([blob])) ?? []
  const content = facts == null || facts.bytes > SMALL_BYTES ? null : await repository.objects.content(blob)
  if (content !== null) return content.toString('latin1')
  return (await runGit(repository, ['cat-file', 'blob', blob], { bytes: true })).stdout
}

interface JoinedFile extends Omit<ConflictedFile, 'blobs'>, Pick<Joined, 'hasOrder'> {
  readonly blob: string
  readonly versions: readonly FileVersions[]
}

/** Joins the changes of one file. null: they cannot be joined. */
async function joinFile(
  repository: Repository,
  folder: string,
  { file: { path, mode, blobs }, first }: { readonly file: ConflictedFile; readonly first: FirstSide },
): Promise<JoinedFile | null> {
  const bytes = { bytes: true } as const
  const names = ['base', 'ours', 'theirs'].map(name => join(folder, name))
  const texts: string[] = []
  for (const [at, blob] of blobs.entries()) {
    const text = await blobOf(repository, blob)
    texts.push(text)
    await writeFile(names[at] ?? '', text, 'latin1')
  }
  const [before = '', ours = '', theirs = ''] = names
  // The exit status of git merge-file is the number of conflicts, which is no error. For a binary file it is 255, which is an error.
  const answers = Array.from({ length: 127 }, (_, at) => at + 1)
  const merging = runGit(repository, ['merge-file', '-p', '--diff3', ours, before, theirs], { ...bytes, answers })
  const merged = await merging.then(
    ({ stdout }) => stdout,
    () => null,
  )
  const result = merged === null ? null : joinHunks(merged, first)
  if (merged === null || result === null) return null
  const blob = await askGit(repository, ['hash-object', '-w', '--stdin'], { ...bytes, input: result })
  const hasOrder = joinHunks(merged, first === 'ours' ? 'theirs' : 'ours') !== result
  const [base = '', tip = '', own = ''] = texts
  const versions = [
    { path, base, tip, own, result },
    { path, base, tip: own, own: tip, result },
  ]
  return { path, mode, blob, versions, hasOrder }
}
