import type { CommitSha } from '../../core/model/ids.ts'
import type { GateResult, GateRun } from '../../core/model/ports.ts'
import type { AssignmentState, TaskState } from '../../core/model/task-state.ts'
import type { CheckResult, Verdict } from '../../core/model/work-event.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import type { EarlierProof } from '../../core/policy/proof/earlier-proofs.ts'
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
  /** What was proven of other tasks in the commit. */
  readonly earlier: readonly EarlierProof[]
  /** Aborted when this czar lets go: the commands are ended with it. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
  /** Not the claimed commit, but the one that its task began at. */
  readonly isBefore?: boolean
}

/**
 * Runs the accept commands, as the project file has them, one after the other in a fresh worktree at the commit; then those of
 * other tasks whose proven work is in it, each as its own worker ran them.
 */
export async function runGates(hands: Hands, question: GateQuestion, commit: CommitSha): Promise<GateVerdict> {
  const { assignment, task, isBefore = false } = question
  const round = isBefore ? 'before-' : task.recheck === null ? '' : `again-${task.rechecks + 1}-`
  const name = `${assignment.id}-${round}${assignment.rejections + 1}`
  const log = hands.paths.logFile(name)
  const sets = gateSets(question)
  if (sets.length === 0) return { verdict: 'verified', reasons: [], checks: [], log, tail: '' }
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(commit, cwd)
  try {
    return await runSets(hands, question, { sets, commit, cwd, log })
  } finally {
    await hands.git.removeProof(cwd).catch((error: unknown) => hands.log.warn({ error, cwd }, 'proof worktree left behind'))
  }
}

/** Commands that prove one task, and the worker in whose environment they run. */
interface GateSet {
  readonly worker: WorkerState
  readonly accept: readonly string[]
  /** The other task that was proven by them; null: the claimed one. */
  readonly earlier: EarlierProof | null
}

function gateSets({ worker, task, earlier }: GateQuestion): readonly GateSet[] {
  const sets: GateSet[] = [{ worker, accept: task.accept, earlier: null }]
  const known = new Set(task.accept.map(command => runOf(worker, command)))
  for (const proof of earlier) {
    const accept = proof.accept.filter(command => !known.has(runOf(proof.worker, command)))
    for (const command of accept) known.add(runOf(proof.worker, command))
    sets.push({ worker: proof.worker, accept, earlier: proof })
  }
  return sets.filter(({ accept }) => accept.length > 0)
}

/** The same command in the same environment says the same twice. */
function runOf({ config }: WorkerState, command: string): string {
  return JSON.stringify([command, config.env, config.setup])
}

interface Run {
  readonly sets: readonly GateSet[]
  readonly commit: CommitSha
  readonly cwd: string
  readonly log: string
}

async function runSets(hands: Hands, { record, signal }: GateQuestion, { sets, commit, cwd, log }: Run): Promise<GateVerdict> {
  const checks: CheckResult[] = []
  const isSetUp = new Set<string>()
  for (const { worker, accept, earlier } of sets) {
    const setup = worker.config.setup.filter(command => !isSetUp.has(command))
    await runSetup(hands, { worker: { ...worker, config: { ...worker.config, setup } }, record, commit, cwd, log })
    for (const command of setup) isSetUp.add(command)
    const env = { ...hands.gateEnv, ...worker.config.env }
    for (const command of accept) {
      const { timeoutMs } = hands.project.policy.verify
      const end = await runGate(hands, record, { command, cwd, env, timeoutMs, log, signal, commit })
      if ('refused' in end) return { verdict: 'rejected', reasons: [end.refused], checks, log, tail: '' }
      const { check, tail, isCutOff } = end
      checks.push(earlier === null ? check : { ...check, task: earlier.task })
      if (isCutOff) return { verdict: 'error', reasons: ['The check was cut off.'], checks, log, tail }
      if (check.outcome !== 'passed' && check.outcome !== 'flaky')
        return { verdict: 'rejected', reasons: [`${sayFailed(check, tail)}${sayEarlier(earlier)}`], checks, log, tail }
    }
  }
  return { verdict: 'verified', reasons: [], checks, log, tail: '' }
}

function sayEarlier(earlier: EarlierProof | null): string {
  if (earlier === null) return ''
  const { task, commit } = earlier
  return ` That command proved ${task} at ${commit.slice(0, 8)}, which your branch is built on: it has to succeed at your commit as well.`
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
