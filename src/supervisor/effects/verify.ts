import type { Event } from '../../core/model/event.ts'
import type { WorkCheck } from '../../core/model/git-port.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { State } from '../../core/model/state.ts'
import type { AssignmentState, TaskState } from '../../core/model/task-state.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import type { Hands } from '../hands.ts'
import { findWeakening } from './find-weakening.ts'
import { runGates } from './run-gates.ts'

type Finished = Extract<Event, { kind: 'verification.finished' }>

export interface Claim {
  readonly state: State
  readonly worker: WorkerState
  readonly assignment: AssignmentState
  readonly task: TaskState
  readonly announce: (commit: CommitSha) => void
  /** Aborted when this czar lets go: the commands are ended with it. */
  readonly signal: AbortSignal
}

/**
 * Proves a claim or refuses it: the free checks, then the accept commands in a fresh worktree at the very commit,
 * then another look whether the branch stood still meanwhile.
 */
export async function verify(hands: Hands, claim: Claim): Promise<readonly Event[]> {
  const startedAt = hands.clock.now()
  const finish = (verdict: Outcome) => [finished(claim, verdict, hands.clock.now() - startedAt)]
  const before = await checkWork(hands, claim)
  const { base, commit } = before
  if (commit === null || before.reasons.length > 0) return finish({ base, commit, reasons: before.reasons, verdict: 'rejected' })
  const findings = await findWeakening(hands, claim.task, before)
  const flags = findings.map(({ text }) => text)
  const refused = hands.project.policy.verify.weakened === 'flag' ? [] : findings.filter(({ rejects }) => rejects)
  if (refused.length > 0)
    return finish({
      base,
      commit,
      flags,
      verdict: 'rejected',
      reasons: refused.map(({ text }) => `Your proof is weaker than before: ${text}.`),
    })
  claim.announce(commit)
  const gates = await runGates(hands, claim, commit)
  if (gates.verdict !== 'verified') return finish({ base, commit, flags, ...gates })
  const after = await checkWork(hands, claim)
  if (after.commit === commit) return finish({ base, commit, flags, ...gates })
  return finish({ base, commit, flags, ...gates, verdict: 'void', reasons: ['The branch moved while it was being checked.'] })
}

type Outcome = Pick<Finished, 'verdict' | 'reasons'> & Partial<Finished>

function finished({ worker, assignment }: Claim, outcome: Outcome, durationMs: number): Finished {
  return {
    kind: 'verification.finished',
    worker: worker.id,
    assignment: assignment.id,
    commit: null,
    base: null,
    checks: [],
    flags: [],
    log: null,
    tail: '',
    ...outcome,
    durationMs,
  }
}

function checkWork(hands: Hands, { state, worker, assignment, task }: Claim): Promise<WorkCheck> {
  const others = Object.values(state.workers).filter(other => other.id !== worker.id)
  return hands.git.checkWork({
    path: worker.worktree?.path ?? '',
    branch: worker.worktree?.branch ?? worker.config.branch,
    fromSha: assignment.fromSha,
    owns: task.owns,
    foreign: task.owns.length > 0 ? [] : others.flatMap(other => other.config.owns),
    protect: hands.project.policy.protect,
  })
}
