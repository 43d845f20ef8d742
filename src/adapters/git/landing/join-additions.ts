import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConflictEntry } from '../refs/conflict-entry.ts'
import type { ConflictingTrees } from '../refs/merge-trees.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { joinHunks } from './join-hunks.ts'

export interface Joined {
  readonly tree: string
  /** The files in which both sides' additions were kept. */
  readonly files: readonly string[]
}

/**
 * The merge of two commits whose conflicts are all places where both sides only add lines: the lines of `ours` come first. null: some
 * conflict is of another kind. Nothing says that the result is right; only tests can.
 */
export async function joinAdditions(repository: Repository, { entries, marked }: ConflictingTrees): Promise<Joined | null> {
  const files = filesOf(entries)
  if (files === null) return null
  const folder = await mkdtemp(join(repository.options.scratchDir, 'join-'))
  try {
    const blobs: string[] = []
    for (const file of files) {
      const blob = await joinFile(repository, folder, file)
      if (blob === null) return null
      blobs.push(`${file.mode} ${blob}\t${file.path}\0`)
    }
    const env = { GIT_INDEX_FILE: join(folder, 'index') }
    await runGit(repository, ['read-tree', marked], { env })
    await runGit(repository, ['update-index', '-z', '--index-info'], { env, input: blobs.join('') })
    return { tree: await askGit(repository, ['write-tree'], { env }), files: files.map(({ path }) => path) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface ConflictedFile {
  readonly path: string
  readonly mode: string
  /** Blobs of the common ancestor, ours and theirs. */
  readonly blobs: readonly [string, string, string]
}

/** null: a file was deleted, renamed, is new on both sides, or is no plain file. */
function filesOf(entries: readonly ConflictEntry[]): readonly ConflictedFile[] | null {
  const files = [...Map.groupBy(entries, ({ path }) => path)]
  const plain = files.flatMap(([path, sides]) => {
    const [base, ours, theirs] = [1, 2, 3].map(stage => sides.find(side => side.stage === stage))
    const isPlain = base !== undefined && ours?.mode === base.mode && theirs?.mode === base.mode && base.mode.startsWith('100')
    return isPlain ? [{ path, mode: base.mode, blobs: [base.blob, ours.blob, theirs.blob] as const }] : []
  })
  return files.length > 0 && plain.length === files.length ? plain : null
}

/** A larger blob is read by a program of its own, which has the limits of every call. */
const SMALL_BYTES = 1024 * 1024

async function blobOf(repository: Repository, blob: string): Promise<Buffer> {
  const [facts] = (await repository.objects.facts([blob])) ?? []
  const content = facts == null || facts.bytes > SMALL_BYTES ? null : await repository.objects.content(blob)
  if (content !== null) return content
  const { stdout } = await runGit(repository, ['cat-file', 'blob', blob], { bytes: true })
  return Buffer.from(stdout, 'latin1')
}

/** The blob of the joined file; null: it cannot be joined. */
async function joinFile(repository: Repository, folder: string, { blobs }: ConflictedFile): Promise<string | null> {
  const bytes = { bytes: true } as const
  const names = ['base', 'ours', 'theirs'].map(name => join(folder, name))
  for (const [at, blob] of blobs.entries()) await writeFile(names[at] ?? '', await blobOf(repository, blob))
  const [base = '', ours = '', theirs = ''] = names
  // The exit status is the number of conflicts; a binary file is 255.
  const answers = Array.from({ length: 127 }, (_, at) => at + 1)
  const merging = runGit(repository, ['merge-file', '-p', '--diff3', ours, base, theirs], { ...bytes, answers })
  const text = await merging.then(
    ({ stdout }) => joinHunks(stdout),
    () => null,
  )
  return text === null ? null : askGit(repository, ['hash-object', '-w', '--stdin'], { ...bytes, input: text })
}
