import type { Readable } from 'node:stream'
import { execa } from 'execa'
import { SAFE_CONFIG } from '../repository/git-environment.ts'
import { gitFailure } from '../repository/git-failure.ts'

export interface RemoteCall {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The time limit for git and everything that it started. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** The longest output. If it is longer, the command is ended. undefined: output is discarded. */
  readonly mostBytes?: number
}

export interface RemoteAnswer {
  readonly stdout: string
  /** False if the output exceeded `mostBytes`. */
  readonly isWhole: boolean
}

/**
 * Runs a git command that talks to a remote, in a session of its own. Its ssh has no terminal on which it could ask, and
 * ends with the session. If only git were killed, its ssh would keep the pipes open and the call would never return.
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

/** Returns a function that gives the output so far. */
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
  // 0 and 1 would address this process's own group and all processes.
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The process has already ended.
  }
}
