import type { CommitSha } from '../../../core/model/ids.ts'
import type { AddedCommit, AddedLine, AddedQuestion, AddedText, AddedWork } from '../../../core/ports/duplicates-port.ts'
import { askPatch } from '../changes/ask-patch.ts'
import { parsePatch } from '../changes/read-changes.ts'
import { fileAt } from '../repository/file-at.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { addedLines, type CommitChanges, pathsWithAdded } from './added-changes.ts'
import { openUncommitted } from './open-uncommitted.ts'

/** At most this many added lines are read. A change that adds more was generated, or brings in other people's code. */
const MOST_ADDED = 30_000
const MOST_COMMITS = 300
const MOST_FILES = 200

/**
 * Reads the lines that a branch adds by its own commits and its uncommitted files, and which of these lines still exist. Lines in merge
 * commits do not count.
 */
export async function readAdded(repository: Repository, question: AddedQuestion): Promise<AddedWork | null> {
  const uncommitted = question.uncommitted === null ? null : await openUncommitted(repository, question.uncommitted, question.head)
  const counts = [...(await countAdded(repository, question)), ...(uncommitted?.counts ?? [])]
  const total = counts.reduce((sum, { added }) => sum + added, 0)
  const files = [...new Set(counts.map(({ path }) => path))]
  if (total > MOST_ADDED || files.length > MOST_FILES) return null
  if (files.length === 0) return { commits: [], files: [] }
  const committed = await askPatch(repository, ['log', `--format=${HEADER}`, ...OWN], { rest: rangeOf(question) })
  const log = [committed, ...(uncommitted === null ? [] : [uncommitted.log])].join('\n')
  const patches = await askGit(repository, ['patch-id', '--stable'], { input: `${log}\n` })
  const changes = changesOf(log, files)
  const now = uncommitted === null ? await textsAt(repository, question.head, changes) : await uncommitted.texts(changes)
  return { commits: commitsOf(changes, patches), files: await textsOf(repository, question, { changes, now }) }
}

/** The first line of each commit in the log. `git patch-id` recognises a commit by the word at its beginning. */
const HEADER = 'commit %H %at %an <%ae>'
const OWN = ['-p', '--no-merges', '--no-show-signature', '--root', `--max-count=${MOST_COMMITS}`]

function rangeOf({ from, head, foreign }: AddedQuestion): readonly string[] {
  return [head, `^${from}`, ...foreign.map(commit => `^${commit}`), '--']
}

/** The text files to which the commits add lines. */
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
  return addedLines(await askGit(repository, ['log', ...how, `--max-count=${MOST_COMMITS}`, ...rangeOf(question)], { isFixed: true }))
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

/** The texts, at this commit, of the files to which lines were added, by path. */
async function textsAt(repository: Repository, head: CommitSha, changes: readonly CommitChanges[]): Promise<ReadonlyMap<string, string>> {
  const read = pathsWithAdded(changes).map(async path => [path, await fileAt(repository, head, path)] as const)
  return new Map((await Promise.all(read)).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])))
}

async function textsOf(
  repository: Repository,
  { from }: AddedQuestion,
  { changes, now }: { readonly changes: readonly CommitChanges[]; readonly now: ReadonlyMap<string, string> },
): Promise<readonly AddedText[]> {
  const all = changes.flatMap(commit => commit.changes)
  // If the same line was also removed, it was only moved or corrected. So such a line does not count as added.
  const removed = new Set(all.flatMap(change => change.removed.map(line => line.trim())))
  const byPath = Map.groupBy(all, ({ path }) => path)
  const texts = await Promise.all(
    [...now].map(async ([path, text]) => {
      if (text.length > MOST_CHARS) return []
      const added = new Set(byPath.get(path)?.flatMap(change => change.added))
      const before = await fileAt(repository, from, path)
      const lines = linesOf(text).filter(line => added.has(line.text) && (before === null || !removed.has(line.text.trim())))
      const own = before === null ? lines : ownLines(lines, before)
      return own.length === 0 ? [] : [{ path, isNew: before === null, lines: own, text, before }]
    }),
  )
  return texts.flat()
}

/**
 * Leaves out lines that say nothing: closing brackets and blank lines occur all over a file. Such a line counts only if a line next to it
 * is new to the file.
 */
function ownLines(lines: readonly AddedLine[], before: string): readonly AddedLine[] {
  const known = new Set(before.split('\n').map(line => line.trim()))
  const runs: AddedLine[][] = []
  for (const line of lines) {
    const open = runs.at(-1)
    if (open !== undefined && open.at(-1)?.at === line.at - 1) open.push(line)
    else runs.push([line])
  }
  return runs.filter(run => run.some(({ text }) => !known.has(text.trim()))).flat()
}

const MOST_CHARS = 512 * 1024

function linesOf(text: string): readonly AddedLine[] {
  return text.split('\n').map((line, at) => ({ at: at + 1, text: line.replace(/\r$/, '') }))
}
