import type { Readable } from 'node:stream'
import { execa } from 'execa'
import { SAFE_CONFIG } from '../repository/git-environment.ts'
import { gitFailure } from '../repository/git-failure.ts'

export interface RemoteCall {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** How long git and everything that it started may run. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** The longest output. If git prints more, it is ended. undefined: the output is not read. */
  readonly mostBytes?: number
}

export interface RemoteAnswer {
  readonly stdout: string
  /** False if the output was longer than `mostBytes`. */
  readonly isWhole: boolean
}

/**
 * Runs a git command that talks to a remote, in a session of its own. The ssh that git starts then has no terminal on which it could ask a
 * question, and it can be ended with the session. If only git were killed, its ssh would keep the pipes open, and this call would never
 * return.
 */
export async function runRemote(args: readonly string[], call: RemoteCall): Promise<RemoteAnswer> {
  const { cwd, env, timeoutMs, signal, mostBytes } = call
  signal?.throwIfAborted()
  const running = execa('git', [...SAFE_CONFIG.flatMap(setting => ['-c', setting]), ...args], {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    stdout: mostBytes === undefined ? 'ignore' : 'pipe',
    buffer: { stdout: false },
    reject: false,
    detached: true,
  })
  let timedOut = false
  const end = () => endGroup(running.pid)
  const output = collect(running.stdout, { mostBytes, end })
  const timer = setTimeout(() => {
    timedOut = true
    end()
  }, timeoutMs)
  signal?.addEventListener('abort', end)
  process.once('exit', end)
  const { exitCode, stderr, ...cause } = await running
  clearTimeout(timer)
  signal?.removeEventListener('abort', end)
  process.removeListener('exit', end)
  const answer = output()
  if (exitCode !== 0 && answer.isWhole) {
    throw gitFailure({ args, cwd, status: exitCode ?? null, stderr, timedOut, cause: cause.cause })
  }
  return answer
}

/** Collects the output. The returned function gives what has come so far. */
function collect(stdout: Readable | null, { mostBytes = 0, end }: { mostBytes?: number | undefined; end: () => void }): () => RemoteAnswer {
  const chunks: Buffer[] = []
  let bytes = 0
  stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= mostBytes) chunks.push(chunk)
    else end()
  })
  return () => ({ stdout: Buffer.concat(chunks).toString('utf8'), isWhole: bytes <= mostBytes })
}

function endGroup(pid: number | undefined): void {
  // The pid must be greater than 1: with 0, the signal would go to this process's own group, and with 1 to all processes.
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The process has already ended, so no signal is needed.
  }
}
