import { SAFE_CONFIG } from './git-environment.ts'
import { gitFailure } from './git-failure.ts'

export interface PorcelainCall {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** How long the call may take, however much it prints. */
  readonly timeoutMs: number
}

/**
 * If these variables are set, simple-git refuses to run. Here they are allowed, because czar has set them or switched off what they do.
 */
const PERMITTED = {
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafePager: true,
  allowUnsafeEditor: true,
  allowUnsafeSshCommand: true,
  allowUnsafeAskPass: true,
}

/** Loads simple-git only when it is needed. Loading takes 15 ms, for which a launch should not wait. */
export const loadSimpleGit = () => import('simple-git')

/**
 * Runs a git command whose output is meant for people (such as `worktree remove`), and returns that output. Commands that print nothing
 * use `runGit` instead, because simple-git 4.0.2 waits 50 ms after each of them.
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
    // If a command fails without printing an error, simple-git would take that for success. It would also hide the exit status of other
    // failures.
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
