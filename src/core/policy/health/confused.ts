import { judgeAcknowledgement } from '../acknowledgement.ts'
import { seen } from './evidence.ts'
import type { Scene } from './scene.ts'
import { say, type Verdict } from './verdict.ts'

/** A worker that works on something else than its task, as far as rules can tell. */
export function confused({ worker, assignment, task }: Scene): Verdict | null {
  if (worker.git !== null && worker.worktree !== null && worker.git.branch !== worker.worktree.branch) {
    const reason = `works on ${worker.git.branch ?? 'a detached HEAD'} instead of ${worker.worktree.branch}`
    return say(['confused', worker.git.branch === null ? 'detached-head' : 'wrong-branch'], reason, {
      problem: `Your worktree ${reason}.`,
      evidence: [seen(worker, 'git', reason)],
    })
  }
  const problem = task === null ? null : judgeAcknowledgement(assignment, task)
  if (problem === null) return null
  return say(['confused', 'thin-restatement'], problem, {
    problem,
    evidence: [seen(worker, 'report', assignment.acknowledged?.text ?? '')],
  })
}
