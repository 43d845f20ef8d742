import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { ToolError } from '../../core/model/errors.ts'
import { endMarkedGroup } from '../processes/end-marked.ts'
import { type KeptEnds, keepEnds } from './kept-ends.ts'
import { openRunLog, type RunLog } from './run-log.ts'

export interface RunOrder {
  /** The command's arguments, passed on unchanged. No shell interprets them. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** inherit: the command reads czar's stdin; none: /dev/null. */
  readonly stdin: 'inherit' | 'none'
  /** null: no timeout. */
  readonly timeoutMs: number | null
  /** Path of a new file in an existing directory. */
  readonly log: string
}

export interface RunResult extends KeptEnds {
  /** As in a shell: 128 plus the signal's number if a signal ended the command; 124: timeout. */
  readonly exitCode: number
  readonly signal: NodeJS.Signals | null
  readonly isTimeout: boolean
  readonly durationMs: number
  /** The reason why the log is incomplete; null: complete. */
  readonly note: string | null
}

export interface Running {
  /** Passes a signal on to the command's process group. After any signal but SIGINT the group has 3 s to end. */
  readonly forward: (signal: NodeJS.Signals) => void
  readonly ended: Promise<RunResult>
}

/** Time between TERM and KILL. */
const GRACE_MS = 3_000
/** How long the pipe may stay open after all processes of the command have ended. */
const DRAIN_MS = 1_000
const TIMEOUT_CODE = 124

/**
 * Runs a command in a session of its own, with stdout and stderr in one pipe to the log. When the command ends, everything
 * that it left in the background is ended too.
 */
export async function runCommand(order: RunOrder): Promise<Running> {
  const log = await openRunLog(order.log)
  const marker = randomUUID()
  const startedAt = performance.now()
  const child = await started(order, marker)
  const output = collect(child.stdout, log)
  const group = { group: child.pid, marker, graceMs: GRACE_MS }
  const hurry = Promise.withResolvers<End>()
  async function end(): Promise<RunResult> {
    const { isTimeout, code, signal } = await Promise.race([endOf(child, order.timeoutMs), hurry.promise])
    const durationMs = Math.round(performance.now() - startedAt)
    await endMarkedGroup(group)
    const { ends, note } = await output.finish()
    return { ...ends, exitCode: isTimeout ? TIMEOUT_CODE : exitCodeOf(code, signal), signal, isTimeout, durationMs, note }
  }
  function forward(signal: NodeJS.Signals): void {
    signalGroup(child.pid, signal)
    // The process that sent the signal may soon kill czar itself, so a command that ignores the signal must end before
    // that.
    if (signal !== 'SIGINT') setTimeout(() => hurry.resolve({ isTimeout: false, code: null, signal }), GRACE_MS).unref()
  }
  return { forward, ended: end() }
}

type Child = ChildProcess & { readonly pid: number; readonly stdout: Readable }

async function started({ argv, cwd, env, stdin }: RunOrder, marker: string): Promise<Child> {
  // One pipe for both streams keeps their order; exec makes the command the group leader.
  const child = spawn('sh', ['-c', 'exec "$@" 2>&1', 'sh', ...argv], {
    cwd,
    env: { ...env, CZAR_GATE: marker },
    detached: true,
    stdio: [stdin === 'inherit' ? 'inherit' : 'ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', cause =>
      reject(new ToolError(`sh was not started in ${cwd}: ${cause.message}`, { command: argv, cwd, reason: 'missing', cause })),
    )
  })
  return child as Child
}

function collect(pipe: Readable, log: RunLog): { finish(): Promise<{ ends: KeptEnds; note: string | null }> } {
  const kept = keepEnds()
  const read = readAll(pipe, async chunk => {
    kept.add(chunk)
    await log.write(chunk)
  })
  return {
    async finish() {
      const isDrained = await Promise.race([read.then(() => true), delay(DRAIN_MS, false, { ref: false })])
      if (!isDrained) pipe.destroy()
      await read
      return { ends: kept.ends(), note: await log.finish() }
    },
  }
}

/**
 * Reads the next chunk only when the last one is on disk. So a flood of output waits for the disk, and memory stays
 * small.
 */
async function readAll(pipe: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of pipe as AsyncIterable<Buffer>) await take(chunk)
  } catch (error) {
    // finish() destroyed the pipe because an outside process still holds the other end.
    if (!pipe.destroyed) throw error
  }
}

interface End {
  readonly isTimeout: boolean
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

function endOf(child: Child, timeoutMs: number | null): Promise<End> {
  return new Promise(resolve => {
    const timer = timeoutMs === null ? null : setTimeout(() => resolve({ isTimeout: true, code: null, signal: null }), timeoutMs)
    child.once('exit', (code, signal) => {
      if (timer !== null) clearTimeout(timer)
      resolve({ isTimeout: false, code, signal })
    })
  })
}

function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The process group is empty, as intended.
  }
}
