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
  /** As given: no shell reads it. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** inherit: the command reads what czar was given to read; none: it reads nothing. */
  readonly stdin: 'inherit' | 'none'
  /** null: as long as it takes. */
  readonly timeoutMs: number | null
  /** A file that is not there yet, in a directory that is. */
  readonly log: string
}

export interface RunResult extends KeptEnds {
  /** As a shell has it: 128 and the signal's number for a command that a signal ended; 124: the timeout. */
  readonly exitCode: number
  readonly signal: NodeJS.Signals | null
  readonly isTimeout: boolean
  readonly durationMs: number
  /** Why the log is not whole; null when it is. */
  readonly note: string | null
}

export interface Running {
  /** Passes a signal on to the command and everything in its group; but for Ctrl-C it has 3 s to go. */
  readonly forward: (signal: NodeJS.Signals) => void
  readonly ended: Promise<RunResult>
}

/** From TERM to KILL. */
const GRACE_MS = 3_000
/** How long the pipe may stay open after every process of the command is gone. */
const DRAIN_MS = 1_000
const TIMEOUT_CODE = 124

/**
 * Runs a command in a session of its own, both its streams in one pipe and from there into the log. When it has ended
 * nothing that it started is alive: what it left in the background is ended too.
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
    // Whoever wants us gone soon kills us outright, and then nobody ends a command that does not listen.
    if (signal !== 'SIGINT') setTimeout(() => hurry.resolve({ isTimeout: false, code: null, signal }), GRACE_MS).unref()
  }
  return { forward, ended: end() }
}

type Child = ChildProcess & { readonly pid: number; readonly stdout: Readable }

async function started({ argv, cwd, env, stdin }: RunOrder, marker: string): Promise<Child> {
  // One pipe for both streams, so that they come in the order in which they were written; exec: the command is the leader.
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

/** Each piece is on disk before the next one is taken: a flood waits for the disk, and memory holds one piece. */
async function readAll(pipe: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of pipe as AsyncIterable<Buffer>) await take(chunk)
  } catch (error) {
    // Destroyed by us: somebody outside still holds the other end.
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
    // Nobody is left in it: what was wanted.
  }
}
