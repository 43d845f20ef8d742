import { type ProgramEnd, runHere } from '../../processes/runner/run-here.ts'
import { type ConflictEntry, readConflictEntry } from '../refs/conflict-entry.ts'
import { SAFE_CONFIG } from '../repository/git-environment.ts'
import type { Repository } from '../repository/repository.ts'

/** The result of git's merge. null: git could not merge the two commits. */
export type Merged = { readonly tree: string; readonly isClean: boolean; readonly entries: readonly ConflictEntry[] } | null

type CommitPair = readonly [string, string]

const LONGEST_MS = 120_000
/** If time runs out, git loses the answers that it has not written yet. So one process gets only this many pairs. */
const AT_ONCE = 50
/**
 * The exit status of git when it cannot merge a pair, for example because a commit is missing. All answers before that pair are written
 * then.
 */
const CANNOT = 128
const MERGE_TREE = ['merge-tree', '--write-tree', '--no-messages', '-z', '--stdin']

/**
 * Merges pairs of commits. One git process merges many pairs, because a start of git takes longer than a merge. Pairs that are left when
 * time runs out get no answer.
 */
export async function mergePairs(
  repository: Repository,
  pairs: readonly CommitPair[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Merged[]> {
  const until = performance.now() + LONGEST_MS
  const merged: Merged[] = []
  for (let at = 0; at < pairs.length; at += AT_ONCE) {
    merged.push(...(await mergeUntil(call => runMerges(repository, call, env), pairs.slice(at, at + AT_ONCE), until)))
  }
  return merged
}

interface MergeCall {
  readonly pairs: readonly CommitPair[]
  readonly timeoutMs: number
}

/** Merges these pairs. If git stops early, it starts git again for the rest. */
async function mergeUntil(
  run: (call: MergeCall) => Promise<ProgramEnd>,
  pairs: readonly CommitPair[],
  until: number,
): Promise<readonly Merged[]> {
  const timeoutMs = Math.ceil(until - performance.now())
  if (pairs.length === 0 || timeoutMs <= 0) return pairs.map(() => null)
  const { stdout, status } = await run({ pairs, timeoutMs })
  const answers = readAnswers(stdout)
  const left = pairs.slice(answers.length)
  if (left.length === 0) return answers
  if (status === CANNOT || left.length === 1) return [...answers, null, ...(await mergeUntil(run, left.slice(1), until))]
  // Git crashed at one of these pairs, and may have lost answers for pairs before it.
  const half = left.length >> 1
  return [...answers, ...(await mergeUntil(run, left.slice(0, half), until)), ...(await mergeUntil(run, left.slice(half), until))]
}

function runMerges(
  { environment, commonDir, options }: Repository,
  { pairs, timeoutMs }: MergeCall,
  env: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  return (options.run ?? runHere)({
    file: 'git',
    args: [...SAFE_CONFIG.flatMap(setting => ['-c', setting]), ...MERGE_TREE],
    cwd: commonDir,
    env: { ...environment, GIT_DIR: commonDir, ...env },
    input: pairs.map(pair => `${pair.join(' ')}\n`).join(''),
    encoding: 'latin1',
    timeoutMs,
    maxBytes: 64 * 1024 * 1024,
  })
}

/**
 * Reads git's answers. Each answer is a status, a tree, the entries of conflicts and an empty field. An answer that is cut off is left out.
 */
function readAnswers(stdout: string): readonly Merged[] {
  const answers: Merged[] = []
  let fields: string[] = []
  for (const field of stdout.split('\0').slice(0, -1)) {
    if (field !== '') fields.push(field)
    else {
      answers.push(readAnswer(fields))
      fields = []
    }
  }
  return answers
}

function readAnswer([status, tree = '', ...lines]: readonly string[]): Merged {
  return status === '0' || status === '1' ? { tree, isClean: status === '1', entries: lines.flatMap(readEntry) } : null
}

/** Reads an entry of a conflict. Git's output is read as bytes, so the path is decoded here. */
function readEntry(line: string): readonly ConflictEntry[] {
  return readConflictEntry(Buffer.from(line, 'latin1').toString())
}
