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
  /** The command and its arguments. They are passed on unchanged, and no shell interprets them. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** inherit: the command reads czar's own input. none: its input is /dev/null. */
  readonly stdin: 'inherit' | 'none'
  /** How long the command may run. null: as long as it wants. */
  readonly timeoutMs: number | null
  /** The path of the log. The file must not exist yet, but its directory must. */
  readonly log: string
}

export interface RunResult extends KeptEnds {
  /** The exit code, as a shell gives it: 128 plus the signal's number if a signal ended the command, and 124 if it ran too long. */
  readonly exitCode: number
  readonly signal: NodeJS.Signals | null
  readonly isTimeout: boolean
  readonly durationMs: number
  /** Why the log is incomplete. null: it is complete. */
  readonly note: string | null
}

export interface Running {
  /** Passes a signal on to the process group of the command. After any signal but SIGINT, the group has 3 s to end. */
  readonly forward: (signal: NodeJS.Signals) => void
  readonly ended: Promise<RunResult>
}

/** How long after TERM the command gets KILL. */
const GRACE_MS = 3_000
/** How long the pipe may stay open after all processes of the command have ended. */
const DRAIN_MS = 1_000
const TIMEOUT_CODE = 124

/**
 * Runs a command in a session of its own. Its stdout and stderr go through one pipe to the log. When the command ends, all processes that
 * it left in the background are ended too.
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
    // The sender of the signal may soon kill czar itself. So even a command that ignores the signal is ended before that.
    if (signal !== 'SIGINT') setTimeout(() => hurry.resolve({ isTimeout: false, code: null, signal }), GRACE_MS).unref()
  }
  return { forward, ended: end() }
}

type Child = ChildProcess & { readonly pid: number; readonly stdout: Readable }

async function started({ argv, cwd, env, stdin }: RunOrder, marker: string): Promise<Child> {
  // With one pipe for both streams, their lines stay in order. `exec` makes the command itself the leader of the group.
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
 * Reads the next piece only after the previous one is on the disk. So if there is much output, the command waits for the disk, and little
 * memory is needed.
 */
async function readAll(pipe: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of pipe as AsyncIterable<Buffer>) await take(chunk)
  } catch (error) {
    // The pipe was destroyed on purpose, because some other process holds its other end open. So the error is ignored.
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
    // The process group has no processes any more, which is what czar wants.
  }
}
