import type { Journaled } from '../../events/event.ts'
import type { GitActivity } from '../../events/worktree-event.ts'
import { withoutNumbers } from '../../text/alike.ts'
import type { AssignmentState } from '../types/task-state.ts'
import { cameRound, further } from './advance.ts'
import type { Again } from './round.ts'

const KEPT_FILES = 400
const KEPT_TREES = 60
/**
 * The number of changed lines must grow by at least this many to count as progress. A commit must add at least LINES_OF_COMMIT, because the
 * next one may take them away again.
 */
const LEAST_LINES = 5
const LINES_OF_COMMIT = 3
/** Files whose names differ only in a number, such as `try-1` and `try-2`, count as progress at most this often. */
const MOST_NUMBERED = 12

/**
 * Decides whether a reading of git shows real progress or a repetition. It is progress if the state of the files is new, and another file
 * was changed or clearly more lines changed than ever before. If the lines were not counted, every new state is progress.
 */
export function weighTree(assignment: AssignmentState, event: Extract<Journaled, { kind: 'git.observed' }>): Partial<AssignmentState> {
  const { advance } = assignment
  const { tree, lines = null, commitsSinceStart, operation = null } = event.activity
  const isFirst = advance.trees.length === 0
  const isSeen = advance.trees.includes(tree)
  const fresh = freshFiles(assignment, event.activity)
  const commits = Math.max(0, commitsSinceStart - (advance.commits ?? commitsSinceStart))
  const known = {
    files: [...advance.files, ...fresh].slice(-KEPT_FILES),
    trees: [...advance.trees.filter(seen => seen !== tree), tree].slice(-KEPT_TREES),
    lines: advance.lines ?? lines,
    commits: commitsSinceStart,
  }
  if (!isFirst && !isSeen && (fresh.some(isNewKind(advance.files)) || hasGrown(assignment, lines, commits))) {
    return further(assignment, { ...known, lines: most(lines, advance.lines), heights: 0 })
  }
  const about = { tree, seq: event.seq, at: event.at }
  const subject = event.activity.lastCommit?.subject ?? ''
  const again: Again[] = []
  if (commits > 0) for (const kind of ['commit', 'commits'] as const) again.push({ ...about, kind, text: subject, count: commits })
  if (isSeen && commits === 0 && operation === null && advance.trees.at(-1) !== tree)
    again.push({ ...about, kind: 'tree', text: tree, count: 1 })
  return cameRound(assignment, known, ...again)
}

function freshFiles({ advance, fromSha }: AssignmentState, { own, files }: GitActivity): readonly string[] {
  // Files that were changed before the assignment began do not count.
  const touched = own === undefined ? files : own.from === fromSha ? own.files : []
  return touched.filter(file => !advance.files.includes(file))
}

function isNewKind(known: readonly string[]): (file: string) => boolean {
  return file => !/\d/.test(file) || known.filter(other => withoutNumbers(other) === withoutNumbers(file)).length < MOST_NUMBERED
}

function most(lines: number | null, before: number | null): number | null {
  return lines === null || before === null ? (lines ?? before) : Math.max(lines, before)
}

/** Whether the number of changed lines has grown enough since the last progress. One more line with each reading is not enough. */
function hasGrown({ advance }: AssignmentState, lines: number | null, commits: number): boolean {
  if (lines === null || advance.lines === null) return true
  const since = (advance.rounds.find(({ kind }) => kind === 'commits')?.count ?? 0) + commits
  return lines - advance.lines >= Math.max(LEAST_LINES, LINES_OF_COMMIT * since)
}
