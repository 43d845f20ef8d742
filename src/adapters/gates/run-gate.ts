import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { ToolError } from '../../core/model/errors.ts'
import type { GateResult, GateRun } from '../../core/model/ports.ts'
import { endProcesses } from './end-processes.ts'
import { collectOutput, openGateLog } from './gate-output.ts'

/** From TERM to KILL. */
const GRACE_MS = 2000

/**
 * Runs `sh -c command` in a session of its own, with exactly the given environment and nothing to read. When
 * this returns, every process that it started is gone, also those that left its group. `owner` is in their mark.
 */
export async function runGate(gate: GateRun, owner: string): Promise<GateResult> {
  if (gate.signal?.aborted) return { outcome: 'cancelled', exitCode: null, durationMs: 0, tail: '' }
  const marker = `${owner}#${randomUUID()}`
  await using log = await openGateLog(gate.log)
  await log.appendFile(`$ ${gate.command}\n`)
  const startedAt = performance.now()
  const child = await started(gate, marker)
  const output = collectOutput(child.stdout, log)
  const ended = await endOf(child, gate)
  await endProcesses({ group: child.pid, marker, graceMs: GRACE_MS })
  const durationMs = Math.round(performance.now() - startedAt)
  return { ...ended, durationMs, tail: await output.finish() }
}

type Child = ChildProcess & { readonly pid: number; readonly stdout: NonNullable<ChildProcess['stdout']> }

/** Both streams in one pipe, so that the log has them in the order in which they were written. */
async function started(gate: GateRun, marker: string): Promise<Child> {
  const child = spawn('sh', ['-c', 'exec sh -c "$1" 2>&1', 'sh', gate.command], {
    cwd: gate.cwd,
    env: { ...gate.env, CZAR_GATE: marker },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', error => void startFailure(gate, error).then(reject))
  })
  return child as Child
}

async function startFailure(gate: GateRun, cause: Error): Promise<ToolError> {
  const isFolder = (await stat(gate.cwd).catch(() => null))?.isDirectory() ?? false
  return new ToolError(`\`${gate.command}\` was not started: ${isFolder ? cause.message : `the folder ${gate.cwd} does not exist`}`, {
    command: ['sh', '-c', gate.command],
    cwd: gate.cwd,
    reason: isFolder ? 'missing' : 'target-gone',
    cause,
  })
}

/** The shell's own end, or its interruption: TERM to the whole group (what outlives it is ended by the caller). */
function endOf(child: Child, gate: GateRun): Promise<Pick<GateResult, 'outcome' | 'exitCode'>> {
  return new Promise(resolve => {
    const timer = setTimeout(() => settle('timeout', null), gate.timeoutMs)
    const cancel = () => settle('cancelled', null)
    gate.signal?.addEventListener('abort', cancel, { once: true })
    child.once('exit', code => settle(code === 0 ? 'passed' : 'failed', code))
    function settle(outcome: GateResult['outcome'], exitCode: number | null): void {
      clearTimeout(timer)
      gate.signal?.removeEventListener('abort', cancel)
      resolve({ outcome, exitCode })
    }
  })
}
