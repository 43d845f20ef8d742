import { ToolError } from '../../core/model/errors.ts'
import type { Event } from '../../core/model/event.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import type { Hands } from '../hands.ts'

/** Makes or adopts the worker's worktree and runs its setup commands in it; safe to run again. */
export async function prepareWorktree(hands: Hands, worker: WorkerState, includes: readonly CommitSha[]): Promise<readonly Event[]> {
  const { config } = worker
  const made = await hands.git.ensureWorktree({
    worker: worker.id,
    path: `${hands.project.worktreesDir}/${worker.id}`,
    branch: config.branch,
    base: hands.project.base,
    includes,
    identity: config.git,
  })
  const setup = () => runSetup(hands, { worker, cwd: made.path, log: hands.paths.logFile(`${worker.id}-setup`) })
  if (config.setup.length > 0) await hands.git.aroundSetup(made.path, setup)
  const { path, branch, startSha } = made
  return [{ kind: 'worktree.ready', worker: worker.id, path, branch, startSha, includes: made.includes }]
}

/** Runs the worker's setup commands one after the other; the first that fails ends it, with its last lines. */
export async function runSetup(hands: Hands, { worker, cwd, log }: { worker: WorkerState; cwd: string; log: string }): Promise<void> {
  for (const command of worker.config.setup) {
    const env = { ...hands.gateEnv, ...worker.config.env }
    const result = await hands.gates.run({ command, cwd, env, timeoutMs: hands.project.policy.verify.timeoutMs, log })
    if (result.outcome === 'passed') continue
    throw new ToolError(`setup of ${worker.id} failed (${result.outcome}): ${command}\n${result.tail}`, {
      command: ['sh', '-c', command],
      cwd,
      reason: 'failed',
      status: result.exitCode,
      hint: `see ${log}`,
    })
  }
}
