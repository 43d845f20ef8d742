import type { Event } from '../../core/model/event.ts'
import type { WorkCheck } from '../../core/model/git-port.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { GateResult } from '../../core/model/ports.ts'
import type { State } from '../../core/model/state.ts'
import type { AssignmentState, TaskState } from '../../core/model/task-state.ts'
import type { CheckResult } from '../../core/model/work-event.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import type { Hands } from '../hands.ts'
import { runSetup } from './prepare-worktree.ts'

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
  const { worker, assignment } = claim
  const startedAt = hands.clock.now()
  const finish = (rest: Pick<Finished, 'verdict' | 'reasons'> & Partial<Finished>): readonly Event[] => [
    {
      kind: 'verification.finished',
      worker: worker.id,
      assignment: assignment.id,
      commit: null,
      base: null,
      checks: [],
      log: null,
      tail: '',
      ...rest,
      durationMs: hands.clock.now() - startedAt,
    },
  ]
  const before = await checkWork(hands, claim)
  if (before.commit === null || before.reasons.length > 0) return finish({ ...before, verdict: 'rejected' })
  claim.announce(before.commit)
  const gates = await runGates(hands, claim, before.commit)
  if (gates.verdict !== 'verified') return finish({ ...before, ...gates })
  const after = await checkWork(hands, claim)
  if (after.commit !== before.commit)
    return finish({ ...before, ...gates, verdict: 'void', reasons: ['The branch moved while it was being checked.'] })
  return finish({ ...before, ...gates })
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

interface GateVerdict {
  readonly verdict: Finished['verdict']
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly log: string
  readonly tail: string
}

async function runGates(hands: Hands, { worker, assignment, task, signal }: Claim, commit: CommitSha): Promise<GateVerdict> {
  const name = `${assignment.id}-${assignment.rejections + 1}`
  const log = hands.paths.logFile(name)
  const checks: CheckResult[] = []
  if (task.accept.length === 0) return { verdict: 'verified', reasons: [], checks, log, tail: '' }
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(commit, cwd)
  try {
    await runSetup(hands, { worker, cwd, log })
    for (const command of task.accept) {
      const gate = {
        command,
        cwd,
        env: { ...hands.gateEnv, ...worker.config.env },
        timeoutMs: hands.project.policy.verify.timeoutMs,
        log,
        signal,
      }
      const first = await hands.gates.run(gate)
      // One more try, on record: a gate that fails and then passes is flaky, and says so.
      const last = first.outcome === 'passed' ? first : await hands.gates.run(gate)
      checks.push(resultOf(command, first, last))
      if (last.outcome === 'cancelled') return { verdict: 'error', reasons: ['The check was cut off.'], checks, log, tail: last.tail }
      if (last.outcome !== 'passed') return { verdict: 'rejected', reasons: [sayFailed(command, last)], checks, log, tail: last.tail }
    }
    return { verdict: 'verified', reasons: [], checks, log, tail: '' }
  } finally {
    await hands.git.removeProof(cwd).catch((error: unknown) => hands.log.warn({ error, cwd }, 'proof worktree left behind'))
  }
}

function resultOf(command: string, first: GateResult, last: GateResult): CheckResult {
  const isFlaky = first.outcome !== 'passed' && last.outcome === 'passed'
  const outcome = isFlaky ? 'flaky' : last.outcome === 'cancelled' ? 'failed' : last.outcome
  return { name: command, outcome, exitCode: last.exitCode, durationMs: last.durationMs }
}

function sayFailed(command: string, { outcome, exitCode }: GateResult): string {
  return outcome === 'timeout' ? `\`${command}\` did not end in time.` : `\`${command}\` failed with exit code ${exitCode ?? 'unknown'}.`
}
