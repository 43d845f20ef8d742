import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { GateResult } from '../../../core/ports/ports.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { CheckHands } from '../../hands.ts'
import { type CheckRecord, runCheck } from './run-check.ts'

interface SetupRun {
  readonly worker: WorkerState
  readonly record: CheckRecord
  readonly commit: CommitSha | null
  readonly cwd: string
  readonly log: string
}

/** Runs the worker's setup commands in order. If one of them fails, this throws a ToolError with the last lines of its output. */
export async function runSetup(hands: CheckHands, { worker, record, commit, cwd, log }: SetupRun): Promise<void> {
  for (const command of worker.config.setup) {
    const env = { ...hands.gateEnv, ...worker.config.env }
    const { timeoutMs } = hands.project.policy.verify
    const result = await runCheck(hands, record, { command, cwd, env, timeoutMs, log, commit })
    if (result.outcome === 'passed') continue
    const failure =
      result.outcome === 'refused' ? `: ${result.reason}` : ` (${sayHow(result)}): ${command}\n${result.tail}\nits whole output: ${log}`
    throw new ToolError(`setup of ${worker.id} failed${failure}`, {
      command: ['sh', '-c', command],
      cwd,
      reason: 'failed',
      status: result.outcome === 'refused' ? null : result.exitCode,
    })
  }
}

function sayHow({ outcome, killedParent }: GateResult): string {
  return killedParent ? 'it killed the process that it ran under' : outcome
}
