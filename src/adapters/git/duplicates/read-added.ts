import type { CommitSha } from '../../../core/model/ids.ts'
import type { AddedCommit, AddedLine, AddedQuestion, AddedText, AddedWork } from '../../../core/ports/duplicates-port.ts'
import type { FileChange } from '../../../core/ports/file-change.ts'
import { askPatch } from '../changes/ask-patch.ts'
import { parsePatch } from '../changes/read-changes.ts'
import { fileAt } from '../inspect/file-at.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** More is an import of somebody's code, or generated. */
const MOST_ADDED = 30_000
const MOST_COMMITS = 300
const MOST_FILES = 200

/** Reads what the own commits of a branch add and what of it is left at the head. Merges add nothing of their own. */
export async function readAdded(repository: Repository, question: AddedQuestion): Promise<AddedWork | null> {
  const counts = await countAdded(repository, question)
  const total = counts.reduce((sum, { added }) => sum + added, 0)
  if (total > MOST_ADDED || counts.length > MOST_FILES) return null
  if (counts.length === 0) return { commits: [], files: [] }
  const files = counts.map(({ path }) => path)
  const log = await askPatch(repository, ['log', `--format=${HEADER}`, ...OWN], { rest: rangeOf(question) })
  const patches = await askGit(repository, ['patch-id', '--stable'], { input: `${log}\n` })
  const changes = changesOf(log, files)
  return { commits: commitsOf(changes, patches), files: await textsOf(repository, question, changes) }
}

/** `git patch-id` knows a commit by this first word. */
const HEADER = 'commit %H %at %an <%ae>'
const OWN = ['-p', '--no-merges', '--no-show-signature', '--root', `--max-count=${MOST_COMMITS}`]

function rangeOf({ from, head, foreign }: AddedQuestion): readonly string[] {
  return [head, `^${from}`, ...foreign.map(commit => `^${commit}`), '--']
}

/** Text files that the commits add lines to. */
async function countAdded(repository: Repository, question: AddedQuestion): Promise<readonly { path: string; added: number }[]> {
  const how = [
    '--numstat',
    '-z',
    '--format=',
    '--no-merges',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-show-signature',
    '--root',
  ]
  const text = await askGit(repository, ['log', ...how, `--max-count=${MOST_COMMITS}`, ...rangeOf(question)], { isFixed: true })
  const added = new Map<string, number>()
  for (const [, count = '0', path = ''] of text.matchAll(/(\d+)\t\d+\t([^\0]+)\0/g)) added.set(path, (added.get(path) ?? 0) + Number(count))
  return [...added].map(([path, count]) => ({ path, added: count })).filter(file => file.added > 0)
}

interface CommitChanges {
  readonly sha: CommitSha
  readonly author: string
  readonly changes: readonly FileChange[]
}

function changesOf(log: string, files: readonly string[]): readonly CommitChanges[] {
  return log.split(/^(?=commit [0-9a-f]{40,64} \d+ )/m).flatMap(part => {
    const [, sha, author] = /^commit ([0-9a-f]+) (.*)$/m.exec(part) ?? []
    return sha === undefined || author === undefined
      ? []
      : [{ sha: sha as CommitSha, author, changes: parsePatch(part.replaceAll('\r\n', '\n'), files) }]
  })
}

function commitsOf(changes: readonly CommitChanges[], patches: string): readonly AddedCommit[] {
  const patchOf = new Map(patches.split('\n').map(line => line.split(' ').toReversed() as [string, string]))
  return changes.map(commit => ({
    sha: commit.sha,
    patch: patchOf.get(commit.sha) ?? null,
    author: commit.author,
    added: new Map(commit.changes.filter(({ added }) => added.length > 0).map(({ path, added }) => [path, added])),
  }))
}

async function textsOf(
  repository: Repository,
  { from, head }: AddedQuestion,
  changes: readonly CommitChanges[],
): Promise<readonly AddedText[]> {
  const all = changes.flatMap(commit => commit.changes)
  // A line that moved or was set right is removed somewhere too.
  const removed = new Set(all.flatMap(change => change.removed.map(line => line.trim())))
  const byPath = Map.groupBy(all, ({ path }) => path)
  const texts = await Promise.all(
    [...byPath].map(async ([path, own]) => {
      const added = new Set(own.flatMap(change => change.added))
      if (added.size === 0) return []
      const text = await fileAt(repository, head, path)
      if (text === null || text.length > MOST_CHARS) return []
      const before = await fileAt(repository, from, path)
      const lines = linesOf(text).filter(line => added.has(line.text) && (before === null || !removed.has(line.text.trim())))
      return lines.length === 0 ? [] : [{ path, isNew: before === null, lines, text, before }]
    }),
  )
  return texts.flat()
}

const MOST_CHARS = 512 * 1024

function linesOf(text: string): readonly AddedLine[] {
  return text.split('\n').map((line, at) => ({ at: at + 1, text: line.replace(/\r$/, '') }))
}
