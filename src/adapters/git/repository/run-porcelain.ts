import { SAFE_CONFIG } from './git-environment.ts'
import { gitFailure } from './git-failure.ts'

export interface PorcelainCall {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Time limit of the whole call, however much it prints. */
  readonly timeoutMs: number
}

/** Variables for which simple-git refuses a call. Here they are switched off or are czar's own. */
const PERMITTED = {
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafePager: true,
  allowUnsafeEditor: true,
  allowUnsafeSshCommand: true,
  allowUnsafeAskPass: true,
}

/** Loaded late, because loading takes 15 ms, for which neither a launch nor its supervisor should wait. */
export const loadSimpleGit = () => import('simple-git')

/**
 * Runs a git command that prints for people (worktree remove, a clone's settings) and returns its output. simple-git 4.0.2 waits 50 ms
 * after every command that prints nothing, so silent commands use `runGit`.
 */
export async function runPorcelain(args: readonly string[], call: PorcelainCall): Promise<string> {
  const { simpleGit } = await loadSimpleGit()
  let ended: { readonly status: number; readonly stderr: string } | null = null
  const git = simpleGit({
    baseDir: call.cwd,
    config: [...SAFE_CONFIG],
    completion: { onClose: true, onExit: false },
    timeout: { block: call.timeoutMs, stdErr: false, stdOut: false },
    allowEnvironment: Object.keys(call.env),
    unsafe: PERMITTED,
    // simple-git treats a non-zero exit with empty stderr as success, and otherwise hides the status.
    errors(error, { exitCode, stdErr }) {
      ended = { status: exitCode, stderr: Buffer.concat(stdErr).toString('utf8') }
      return error ?? (exitCode === 0 ? undefined : new Error(`exit status ${exitCode}`))
    },
  }).env({ ...call.env })
  try {
    return await git.raw([...args])
  } catch (error) {
    const { status, stderr } = ended ?? { status: null, stderr: '' }
    const timedOut = error instanceof Error && error.message.includes('block timeout reached')
    throw gitFailure({ args, cwd: call.cwd, status, stderr, timedOut, cause: error })
  }
}
