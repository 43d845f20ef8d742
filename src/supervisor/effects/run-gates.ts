import type { CommitSha } from '../../core/model/ids.ts'
import type { GateResult, GateRun } from '../../core/model/ports.ts'
import type { AssignmentState, TaskState } from '../../core/model/task-state.ts'
import type { CheckResult, Verdict } from '../../core/model/work-event.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import { ranNothing } from '../../core/policy/proof/ran-nothing.ts'
import type { Hands } from '../hands.ts'
import { runSetup } from './prepare-worktree.ts'
import { type CheckRecord, runCheck } from './run-check.ts'

export interface GateVerdict {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly log: string
  readonly tail: string
}

interface GateQuestion {
  readonly worker: WorkerState
  readonly assignment: AssignmentState
  readonly task: TaskState
  /** Aborted when this czar lets go: the commands are ended with it. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
  /** Not the claimed commit, but the one that its task began at. */
  readonly isBefore?: boolean
}

/** Runs the accept commands, as the project file has them, one after the other in a fresh worktree at the commit. */
export async function runGates(hands: Hands, question: GateQuestion, commit: CommitSha): Promise<GateVerdict> {
  const { worker, assignment, task, signal, record, isBefore = false } = question
  const round = isBefore ? 'before-' : task.recheck === null ? '' : `again-${task.rechecks + 1}-`
  const name = `${assignment.id}-${round}${assignment.rejections + 1}`
  const log = hands.paths.logFile(name)
  const checks: CheckResult[] = []
  if (task.accept.length === 0) return { verdict: 'verified', reasons: [], checks, log, tail: '' }
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(commit, cwd)
  try {
    await runSetup(hands, { worker, record, commit, cwd, log })
    const env = { ...hands.gateEnv, ...worker.config.env }
    for (const command of task.accept) {
      const { timeoutMs } = hands.project.policy.verify
      const end = await runGate(hands, record, { command, cwd, env, timeoutMs, log, signal, commit })
      if ('refused' in end) return { verdict: 'rejected', reasons: [end.refused], checks, log, tail: '' }
      const { check, tail, isCutOff } = end
      checks.push(check)
      if (isCutOff) return { verdict: 'error', reasons: ['The check was cut off.'], checks, log, tail }
      if (check.outcome !== 'passed' && check.outcome !== 'flaky')
        return { verdict: 'rejected', reasons: [sayFailed(check, tail)], checks, log, tail }
    }
    return { verdict: 'verified', reasons: [], checks, log, tail: '' }
  } finally {
    await hands.git.removeProof(cwd).catch((error: unknown) => hands.log.warn({ error, cwd }, 'proof worktree left behind'))
  }
}

interface GateEnd {
  readonly check: CheckResult
  readonly tail: string
  readonly isCutOff: boolean
}

/** One more try, on record: a gate that fails and then passes is flaky, and says so. */
async function runGate(
  hands: Hands,
  record: CheckRecord,
  gate: GateRun & { readonly commit: CommitSha },
): Promise<GateEnd | { readonly refused: string }> {
  const first = await runCheck(hands, record, gate)
  const last = first.outcome === 'passed' || first.outcome === 'refused' ? first : await runCheck(hands, record, gate)
  if (first.outcome === 'refused') return { refused: first.reason }
  if (last.outcome === 'refused') return { refused: last.reason }
  const { exitCode, durationMs, tail, killedParent } = last
  const again = first === last ? {} : { first: sayEnd(first) }
  const killed = killedParent ? { killedParent } : {}
  const check = { name: gate.command, outcome: outcomeOf(first, last), exitCode, ...killed, durationMs, ...again }
  return { check, tail, isCutOff: last.outcome === 'cancelled' }
}

function outcomeOf(first: GateResult, last: GateResult): CheckResult['outcome'] {
  if (last.outcome === 'cancelled') return 'failed'
  if (last.outcome !== 'passed') return last.outcome
  if (ranNothing(last.tail) !== null) return 'empty'
  return first === last ? 'passed' : 'flaky'
}

function sayFailed(check: CheckResult, tail: string): string {
  if (check.outcome === 'empty') return `\`${check.name}\` succeeded but tested nothing: ${ranNothing(tail)}.`
  return `\`${check.name}\` ${sayEnd(check)}.`
}

function sayEnd({ outcome, exitCode, killedParent }: Pick<GateResult | CheckResult, 'outcome' | 'exitCode' | 'killedParent'>): string {
  if (killedParent) return 'killed the process that it ran under (kill $PPID, pkill or the like), which is no proof of anything'
  return outcome === 'timeout' ? 'did not end in time' : `failed with exit code ${exitCode ?? 'unknown'}`
}
