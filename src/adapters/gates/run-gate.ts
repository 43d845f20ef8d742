import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { ToolError } from '../../core/model/errors.ts'
import type { GateResult, GateRun } from '../../core/ports/ports.ts'
import { type KeptCommand, keepCommand } from '../processes/keep-command.ts'
import { collectOutput, openGateLog } from './gate-output.ts'

/** The environment variable by which czar recognises the processes of an accept command (gate). */
export const GATE_MARK = 'CZAR_GATE'
/** How many ms the command has to end after TERM. Then czar sends KILL. */
const GRACE_MS = 2000

/**
 * Runs `sh -c command` in a session of its own, with exactly the given environment and with empty input. Between czar and the command
 * there is another process (see keep-command.ts). When the call returns, all processes that the command started have ended. `owner` is a
 * part of the variable by which czar finds them.
 */
export async function runGate(gate: GateRun, owner: string): Promise<GateResult> {
  if (gate.signal?.aborted) return { outcome: 'cancelled', exitCode: null, durationMs: 0, tail: '' }
  const value = `${owner}#${randomUUID()}`
  await using log = await openGateLog(gate.log)
  await log.appendFile(`$ ${gate.command}\n`)
  const startedAt = performance.now()
  const kept = await started(gate, value)
  const output = collectOutput(kept.stdout, log)
  const cut = await cutOff(kept, gate)
  const end = await kept.end(GRACE_MS)
  const durationMs = Math.round(performance.now() - startedAt)
  const tail = await output.finish()
  if (cut !== null) return { outcome: cut, exitCode: null, durationMs, tail }
  if (end === null) return { outcome: 'failed', exitCode: null, killedParent: true, durationMs, tail }
  return { outcome: end.status === 0 ? 'passed' : 'failed', exitCode: end.status, durationMs, tail }
}

async function started(gate: GateRun, value: string): Promise<KeptCommand> {
  const { cwd, env, command } = gate
  try {
    const argv = ['sh', '-c', command]
    return await keepCommand({ argv, cwd, env, mark: { name: GATE_MARK, value }, stdin: 'ignore', stderr: 'with-stdout' })
  } catch (error) {
    throw await startFailure(gate, error)
  }
}

async function startFailure(gate: GateRun, cause: unknown): Promise<ToolError> {
  const isFolder = (await stat(gate.cwd).catch(() => null))?.isDirectory() ?? false
  const why = cause instanceof Error ? cause.message : String(cause)
  return new ToolError(`\`${gate.command}\` was not started: ${isFolder ? why : `the folder ${gate.cwd} does not exist`}`, {
    command: ['sh', '-c', gate.command],
    cwd: gate.cwd,
    reason: isFolder ? 'missing' : 'target-gone',
    cause,
  })
}

/** Whether the command ran too long or was cancelled. Null: the command ended by itself. */
async function cutOff(kept: KeptCommand, { timeoutMs, signal }: GateRun): Promise<'timeout' | 'cancelled' | null> {
  const { promise, resolve } = Promise.withResolvers<'timeout' | 'cancelled' | null>()
  const timer = setTimeout(() => resolve('timeout'), timeoutMs)
  const cancel = () => resolve('cancelled')
  signal?.addEventListener('abort', cancel, { once: true })
  void kept.over.then(() => resolve(null))
  const cut = await promise
  clearTimeout(timer)
  signal?.removeEventListener('abort', cancel)
  return cut
}
