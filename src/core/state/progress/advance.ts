import type { Report } from '../../events/report.ts'
import type { GitActivity } from '../../events/worktree-event.ts'
import type { Advance } from '../types/advance.ts'
import type { AssignmentState } from '../types/task-state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { cameFurther } from './excuse.ts'
import { type Again, addRound, roundOf } from './round.ts'

/** What is known when an assignment begins: what lies in the worktree then is nobody's progress. */
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

/** Something real came of the work: what came round before counts no more, and neither does what was done about it. */
export function further(assignment: AssignmentState, change: Partial<Advance>): Partial<AssignmentState> {
  return { ...cameFurther(assignment), advance: { ...assignment.advance, ...change, rounds: [] } }
}

/** Nothing real came of the work, only this once more. */
export function cameRound({ advance }: AssignmentState, change: Partial<Advance>, ...again: readonly Again[]): Partial<AssignmentState> {
  return { advance: { ...advance, ...change, rounds: again.reduce(addRound, advance.rounds) } }
}

/** From so many on the same words are no news. */
const REPEATED = 2

/** Whether a report says nothing that the worker has not said again and again since the last real progress. */
export function isRepeated({ advance }: AssignmentState, { kind, text, done }: Report): boolean {
  if (kind !== 'progress' && kind !== 'note') return false
  if (done !== null && done > advance.most) return false
  return (roundOf(advance.rounds, { kind: 'report', text })?.count ?? 0) >= REPEATED
}

/** So many commits without progress are work at least; more are a habit. */
const NEWS_COMMITS = 12

/** Whether a look at git shows nothing but a state of the files that was there before, or one more commit of many for nothing. */
export function isOldTree({ advance }: AssignmentState, { tree, commitsSinceStart }: GitActivity): boolean {
  if (commitsSinceStart > (advance.commits ?? commitsSinceStart)) {
    return (advance.rounds.find(({ kind }) => kind === 'commits')?.count ?? 0) >= NEWS_COMMITS
  }
  return advance.trees.includes(tree)
}
