import { execa } from 'execa'
import { SAFE_CONFIG } from './git-environment.ts'
import { gitFailure } from './git-failure.ts'

export interface RemoteCall {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** From start to end, for git and whatever it started. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs a git command that talks to a remote, in a session of its own: its ssh finds no terminal to ask at, and is
 * ended with it. A git killed alone leaves its ssh behind, which holds the pipes open, and the call would never return.
 */
export async function runRemote(args: readonly string[], { cwd, env, timeoutMs, signal }: RemoteCall): Promise<void> {
  signal?.throwIfAborted()
  const running = execa('git', [...SAFE_CONFIG.flatMap(setting => ['-c', setting]), ...args], {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    detached: true,
  })
  let timedOut = false
  const end = () => endGroup(running.pid)
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
  if (exitCode !== 0) throw gitFailure({ args, cwd, status: exitCode ?? null, stderr, timedOut, cause: cause.cause })
}

function endGroup(pid: number | undefined): void {
  // 0 and 1 would be this process's own group, and everybody.
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It had ended by itself.
  }
}
