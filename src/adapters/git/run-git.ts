import { execFile } from 'node:child_process'
import { SAFE_CONFIG } from './git-environment.ts'
import { gitFailure } from './git-failure.ts'
import type { Repository } from './repository.ts'
import type { Worktree } from './worktree.ts'

interface AnyCall {
  readonly input?: string
  /** Exit statuses that are answers, not failures; 0 always is. */
  readonly answers?: readonly number[]
  readonly timeoutMs?: number
  /** Input and output are latin1, one character a byte: names of files need not be UTF-8. */
  readonly bytes?: boolean
}

export interface GitCall extends AnyCall {
  /** Runs for this worktree; without it for the repository as a whole. */
  readonly worktree?: Worktree
  readonly env?: Readonly<Record<string, string>>
}

/** A call that git has to find a repository for by itself, or that needs none. */
export interface BareCall extends AnyCall {
  readonly cwd: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
}

export interface GitAnswer {
  readonly stdout: string
  readonly status: number
}

/** Plumbing: GIT_DIR is always given, so that git never goes looking for a repository in the folders above. */
export async function runGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
  const cwd = call.worktree?.path ?? repository.commonDir
  return runGitIn(args, { ...call, cwd, env: { ...repository.environment, ...addressOf(repository, call.worktree), ...call.env } })
}

/** The same wherever `cwd` is. */
export async function runGitIn(args: readonly string[], call: BareCall): Promise<GitAnswer> {
  const words = [...SAFE_CONFIG.flatMap(setting => ['-c', setting]), ...args]
  const { stdout, stderr, status, timedOut, cause } = await runToEnd(words, call).catch(neverStarted)
  if (status !== null && (status === 0 || call.answers?.includes(status))) return { stdout, status }
  const said = call.bytes ? Buffer.from(stderr, 'latin1').toString() : stderr
  throw gitFailure({ args, cwd: call.cwd, status, stderr: said, timedOut, cause })
}

interface End {
  readonly stdout: string
  readonly stderr: string
  /** null: git was killed or never started. */
  readonly status: number | null
  readonly timedOut: boolean
  readonly cause: unknown
}

/** Words or a path that no program can be given. */
function neverStarted(cause: unknown): End {
  return { stdout: '', stderr: '', status: null, timedOut: false, cause }
}

const MOST_BYTES = 64 * 1024 * 1024
/** One that does not end when it is told to is killed. */
const KILL_AFTER_MS = 5_000

/** Of all that a czar starts git is started most: node's own way costs half the processor time of a library's. */
function runToEnd(words: readonly string[], { cwd, env, input, bytes, timeoutMs = 60_000 }: BareCall): Promise<End> {
  return new Promise(resolve => {
    const options = { cwd, env, encoding: bytes ? 'latin1' : 'utf8', timeout: timeoutMs, maxBuffer: MOST_BYTES } as const
    const child = execFile('git', words, options, (error, stdout, stderr) => {
      clearTimeout(killer)
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null
      resolve({ stdout, stderr, status, timedOut: error?.killed === true && error.code !== TOO_MUCH, cause: error })
    })
    const killer = setTimeout(() => child.kill('SIGKILL'), timeoutMs + KILL_AFTER_MS)
    // It may end without having read it.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input ?? '', bytes ? 'latin1' : 'utf8')
  })
}

const TOO_MUCH = 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'

/** The output of a call that answers with text, without the line break at its end. */
export async function askGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<string> {
  return (await runGit(repository, args, call)).stdout.replace(/\n$/, '')
}

function addressOf(repository: Repository, worktree: Worktree | undefined): Record<string, string> {
  return worktree === undefined ? { GIT_DIR: repository.commonDir } : { GIT_DIR: worktree.gitDir, GIT_WORK_TREE: worktree.path }
}
