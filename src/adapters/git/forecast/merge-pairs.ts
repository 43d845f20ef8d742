import { randomUUID } from 'node:crypto'
import { runHere } from '../../processes/runner/run-here.ts'
import { type ConflictEntry, readConflictEntry } from '../refs/conflict-entry.ts'
import { SAFE_CONFIG } from '../repository/git-environment.ts'
import type { Repository } from '../repository/repository.ts'

/** The result of git's merge. null: git could not merge the two commits. */
export type Merged = { readonly tree: string; readonly isClean: boolean; readonly entries: readonly ConflictEntry[] } | null

const BATCH_MS = 120_000
const LANES = 2
const SMALL = 8

/**
 * A shell script that merges the pair of commits in each line of its input. One shell merges many pairs, because it costs more to start a
 * program from this process than to merge.
 */
const LOOP =
  'token=$1; shift; while read -r ours theirs; do "$@" "$ours" "$theirs" </dev/null 2>/dev/null; printf "\\0%s %d\\0" "$token" "$?"; done'

/** Merges pairs of commits. If there are many, two shells share the work. */
export async function mergePairs(
  repository: Repository,
  pairs: readonly (readonly [string, string])[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Merged[]> {
  const size = pairs.length > SMALL ? Math.ceil(pairs.length / LANES) : pairs.length
  const lanes = Array.from({ length: Math.ceil(pairs.length / Math.max(size, 1)) }, (_, at) => pairs.slice(at * size, (at + 1) * size))
  return (await Promise.all(lanes.map(lane => mergeLane(repository, lane, env)))).flat()
}

async function mergeLane(
  { environment, commonDir, options }: Repository,
  pairs: readonly (readonly [string, string])[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Merged[]> {
  const token = randomUUID()
  const git = ['git', ...SAFE_CONFIG.flatMap(setting => ['-c', setting]), 'merge-tree', '--write-tree', '--no-messages', '-z']
  const { stdout } = await (options.run ?? runHere)({
    file: 'sh',
    args: ['-c', LOOP, 'sh', token, ...git],
    cwd: commonDir,
    env: { ...environment, GIT_DIR: commonDir, ...env },
    input: pairs.map(pair => `${pair.join(' ')}\n`).join(''),
    encoding: 'latin1',
    timeoutMs: BATCH_MS,
    maxBytes: 64 * 1024 * 1024,
  })
  const answers = readAnswers(stdout, token)
  return pairs.map((_, at) => answers[at] ?? null)
}

/**
 * Splits the shell's output into answers. Each answer is followed by NUL, a secret word, the exit status and NUL. An answer that is cut
 * off is left out.
 */
function readAnswers(stdout: string, token: string): readonly Merged[] {
  const answers: Merged[] = []
  let rest = stdout
  for (;;) {
    const end = rest.indexOf(`\0${token} `)
    const next = rest.indexOf('\0', end + 1)
    if (end === -1 || next === -1) return answers
    answers.push(readAnswer(rest.slice(0, end), Number(rest.slice(end + token.length + 2, next))))
    rest = rest.slice(next + 1)
  }
}

function readAnswer(text: string, status: number): Merged {
  const [tree = '', ...lines] = text.split('\0').filter(Boolean)
  // If a commit is missing, git also exits with 1, but prints no tree.
  return status > 1 || tree === '' ? null : { tree, isClean: status === 0, entries: lines.flatMap(readEntry) }
}

/** Reads an entry of a conflict. The shell's output is read as bytes, so the path is decoded here. */
function readEntry(line: string): readonly ConflictEntry[] {
  return readConflictEntry(Buffer.from(line, 'latin1').toString())
}
