import type { Report } from '../../events/report.ts'
import type { GitActivity } from '../../events/worktree-event.ts'
import type { Advance } from '../types/advance.ts'
import type { AssignmentState } from '../types/task-state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { cameFurther } from './excuse.ts'
import { type Again, addRound, roundOf } from './round.ts'

/** Returns the record of progress at the start of an assignment. Files that are already in the worktree do not count as progress later. */
export function beginAdvance({ git }: Pick<WorkerState, 'git'>): Advance {
  return {
    files: [],
    trees: git === null ? [] : [git.tree],
    lines: git?.lines ?? null,
    commits: git?.commitsSinceStart ?? null,
    most: 0,
    lastDone: null,
    heights: 0,
    claimed: null,
    passed: [],
    best: [],
    rounds: [],
  }
}

/** Records real progress. Earlier repetitions, and czar's steps because of them, no longer count. */
export function further(assignment: AssignmentState, change: Partial<Advance>): Partial<AssignmentState> {
  return { ...cameFurther(assignment), advance: { ...assignment.advance, ...change, rounds: [] } }
}

/** Records that the worker repeated something without real progress. */
export function cameRound({ advance }: AssignmentState, change: Partial<Advance>, ...again: readonly Again[]): Partial<AssignmentState> {
  return { advance: { ...advance, ...change, rounds: again.reduce(addRound, advance.rounds) } }
}

/** A text that was repeated this often says nothing new. */
const REPEATED = 2

/** Whether a report only repeats earlier reports since the last real progress. */
export function isRepeated({ advance }: AssignmentState, { kind, text, done }: Report): boolean {
  if (kind !== 'progress' && kind !== 'note' && kind !== 'fact') return false
  if (done !== null && done > advance.most) return false
  return (roundOf(advance.rounds, { kind: 'report', text })?.count ?? 0) >= REPEATED
}

/** Up to this number, commits without progress still count as activity. */
const NEWS_COMMITS = 12

/** Whether git shows nothing but an earlier state of the files, or one more of many commits without progress. */
export function isOldTree({ advance }: AssignmentState, { tree, commitsSinceStart }: GitActivity): boolean {
  if (commitsSinceStart > (advance.commits ?? commitsSinceStart)) {
    return (advance.rounds.find(({ kind }) => kind === 'commits')?.count ?? 0) >= NEWS_COMMITS
  }
  return advance.trees.includes(tree)
}
