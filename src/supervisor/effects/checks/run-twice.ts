import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { FailedRun } from '../../../core/review/fails-alike.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import { type CheckRecord, runCheck } from './run-check.ts'
import { runSetup } from './run-setup.ts'

export interface FaultRun {
  readonly command: string
  readonly commit: CommitSha
  /** The worker whose setup commands and environment the command needs. */
  readonly worker: WorkerState
  /** The name of the worktree. */
  readonly name: string
  readonly log: string
  /** Aborted when czar exits. The abort ends the command. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
}

export type FaultEnd = { readonly failed: FailedRun | null } | { readonly notRun: string }

/**
 * Runs a command that should show a fault, in a fresh worktree at a commit. If the command fails, it runs again in another fresh worktree,
 * because a real fault makes it fail each time.
 */
export async function runTwice(hands: Hands, run: FaultRun): Promise<FaultEnd> {
  const first = await runOnce(hands, run)
  return 'notRun' in first || first.failed === null ? first : await runOnce(hands, run)
}

async function runOnce(hands: Hands, { command, commit, worker, name, log, signal, record }: FaultRun): Promise<FaultEnd> {
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(commit, cwd)
  try {
    const unprepared = await runSetup(hands, { worker, record, commit, cwd, log }).then(() => null, sayUnprepared(signal))
    if (unprepared !== null) return { notRun: unprepared }
    const env = { ...hands.gateEnv, ...worker.config.env }
    const { timeoutMs } = hands.project.policy.verify
    const end = await runCheck(hands, record, { command, cwd, env, timeoutMs, log, signal, commit })
    switch (end.outcome) {
      case 'passed':
        return { failed: null }
      case 'refused':
        return { notRun: end.reason }
      case 'cancelled':
        throw new ToolError('the check of a fault was cut off', { command: ['sh', '-c', command], cwd, reason: 'failed' })
      case 'timeout':
        return { notRun: 'it did not end in time, which shows nothing' }
      case 'failed':
        if (end.killedParent || end.exitCode === null) return { notRun: 'it killed the process that it ran under, which shows nothing' }
        return { failed: { outcome: end.outcome, exitCode: end.exitCode, tail: end.tail, cwd } }
    }
  } finally {
    await hands.git
      .removeProof(cwd)
      .catch((error: unknown) => hands.log.warn({ error, cwd }, 'the worktree for the check of a fault could not be removed'))
  }
}

function sayUnprepared(signal: AbortSignal): (error: unknown) => string {
  return error => {
    if (!(error instanceof ToolError) || signal.aborted) throw error
    return error.message.split('\n')[0] ?? 'its setup failed'
  }
}

/** Exit codes of a shell which say that a command cannot be run or does not exist. */
const NO_PROGRAM = [126, 127]

/** Whether the shell could not run the program that a command names, so that the failure shows nothing. */
export function namesNoProgram({ exitCode }: FailedRun): boolean {
  return NO_PROGRAM.includes(exitCode ?? 0)
}
