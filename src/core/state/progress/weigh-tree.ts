import type { Journaled } from '../../events/event.ts'
import type { GitActivity } from '../../events/worktree-event.ts'
import { withoutNumbers } from '../../text/alike.ts'
import type { AssignmentState } from '../types/task-state.ts'
import { cameRound, further } from './advance.ts'
import type { Again } from './round.ts'

const KEPT_FILES = 400
const KEPT_TREES = 60
/** Fewer lines than this are a touch; a commit has to bring so many, as the next one can take them back. */
const LEAST_LINES = 5
const LINES_OF_COMMIT = 3
/** Files whose names differ in numbers alone: more of them are `try-1`, `try-2`, …. */
const MOST_NUMBERED = 12

/**
 * Weighs what a look at git shows. Real progress is a state of the files that was not there before, with a file that was not
 * touched before or with clearly more lines than ever; where nobody counts the lines any new state is.
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
  // What was seen before the assignment began is not about it.
  const touched = own === undefined ? files : own.from === fromSha ? own.files : []
  return touched.filter(file => !advance.files.includes(file))
}

function isNewKind(known: readonly string[]): (file: string) => boolean {
  return file => !/\d/.test(file) || known.filter(other => withoutNumbers(other) === withoutNumbers(file)).length < MOST_NUMBERED
}

function most(lines: number | null, before: number | null): number | null {
  return lines === null || before === null ? (lines ?? before) : Math.max(lines, before)
}

/** Since the last progress: a file may grow by a line with each look. */
function hasGrown({ advance }: AssignmentState, lines: number | null, commits: number): boolean {
  if (lines === null || advance.lines === null) return true
  const since = (advance.rounds.find(({ kind }) => kind === 'commits')?.count ?? 0) + commits
  return lines - advance.lines >= Math.max(LEAST_LINES, LINES_OF_COMMIT * since)
}
