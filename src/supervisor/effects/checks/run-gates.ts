import type { EarlierProof } from '../../../core/claims/earlier-proofs.ts'
import type { ProofFinding } from '../../../core/claims/finding.ts'
import { judgeTrials } from '../../../core/claims/judge-freely.ts'
import type { CheckResult, Verdict } from '../../../core/events/work-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { GateRun } from '../../../core/ports/ports.ts'
import type { AssignmentState, TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import type { Trials } from './find-trials.ts'
import type { CheckRecord } from './run-check.ts'
import { distinctSets, type GateSet, runSets, type SetsRun } from './run-gate-sets.ts'
import { tryOldGates } from './try-old-gates.ts'

export interface GateVerdict {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  /** Notes for people with the results of the reruns with the earlier version of the check. */
  readonly flags: readonly string[]
  readonly log: string
  readonly tail: string
}

interface GateQuestion {
  readonly worker: WorkerState
  readonly assignment: AssignmentState
  readonly task: TaskState
  /** Proofs of other tasks whose commits this commit contains. */
  readonly earlier: readonly EarlierProof[]
  /** Aborted when czar exits. The abort ends the commands. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
  /** true: the commands run on the commit from which the task began, and not on the claimed commit. */
  readonly isBefore?: boolean
  /** Commands that must run again with the earlier version of their files. Such a run begins after all commands have passed. */
  readonly trials?: Trials
}

/**
 * Runs the accept commands of the task, in the order of the project file, in a fresh worktree at the commit. If the commit contains proven
 * work of other tasks, it then runs the accept commands of those tasks too. Each command runs in the environment of its task's worker.
 */
export async function runGates(hands: Hands, question: GateQuestion, commit: CommitSha): Promise<GateVerdict> {
  const { assignment, task, isBefore = false } = question
  const round = isBefore ? 'before-' : task.recheck === null ? '' : `again-${task.rechecks + 1}-`
  const name = `${assignment.id}-${round}${assignment.rejections + 1}`
  const log = hands.paths.logFile(name)
  const sets = gateSets(question)
  if (sets.length === 0) return { verdict: 'verified', reasons: [], checks: [], flags: [], log, tail: '' }
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(commit, cwd)
  try {
    return await runAll(hands, question, { sets, commit, cwd, log })
  } finally {
    await hands.git
      .removeProof(cwd)
      .catch((error: unknown) => hands.log.warn({ error, cwd }, 'the worktree of a check could not be removed'))
  }
}

function gateSets({ worker, task, earlier }: GateQuestion): readonly GateSet[] {
  const earlierSets = earlier.map(proof => ({ worker: proof.worker, accept: proof.accept, owner: proof.task, note: sayEarlier(proof) }))
  return distinctSets([{ worker, accept: task.accept, owner: null, note: '' }, ...earlierSets])
}

function sayEarlier({ task, commit }: EarlierProof): string {
  return ` That command proved ${task} at ${commit.slice(0, 8)}, which your branch is built on: it has to succeed at your commit as well.`
}

async function runAll(
  hands: Hands,
  question: GateQuestion,
  { sets, commit, cwd, log }: Pick<SetsRun, 'sets' | 'commit' | 'cwd' | 'log'>,
): Promise<GateVerdict> {
  const { record, signal, trials } = question
  const { passed, checks, isRefused: _, ...end } = await runSets(hands, { sets, commit, cwd, log, signal, recordOf: () => record })
  if (end.verdict !== 'verified') return { ...end, checks, flags: [], log }
  return { ...(await carryOut(hands, question, { passed, commit, trials })), checks, log, tail: '' }
}

interface Passed {
  readonly passed: readonly GateRun[]
  readonly commit: CommitSha
  readonly trials: Trials | undefined
}

/** Runs the commands that need the earlier version of their files. They come last, because each of them changes the worktree. */
async function carryOut(hands: Hands, { record, signal }: GateQuestion, { passed, commit, trials }: Passed) {
  const findings: ProofFinding[] = []
  for (const gate of passed) {
    const trial = trials?.trials.find(({ command }) => command === gate.command)
    if (trials === undefined || trial === undefined) continue
    const finding = await tryOldGates(hands, record, { gate: { ...gate, commit }, baseline: trials.baseline, trial })
    if (signal.aborted) return { verdict: 'error' as const, reasons: ['The check was cut off.'], flags: [] }
    if (finding !== null) findings.push(finding)
  }
  return judgeTrials(findings, hands.project.policy.verify.weakened)
}
