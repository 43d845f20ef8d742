import { type RunProgram, runHere } from '../../processes/runner/run-here.ts'
import { SAFE_CONFIG } from './git-environment.ts'
import { gitFailure, ProgramFailure } from './git-failure.ts'
import type { Repository } from './repository.ts'
import type { Worktree } from './worktree.ts'

interface AnyCall {
  readonly input?: string
  /** Exit statuses that mean an answer and not a failure. 0 always means an answer. */
  readonly answers?: readonly number[]
  readonly timeoutMs?: number
  /** True: input and output are latin1, one character for each byte, because names of files need not be UTF-8. */
  readonly bytes?: boolean
}

export interface GitCall extends AnyCall {
  /** The worktree in which the command runs. undefined: it is about the repository as a whole. */
  readonly worktree?: Worktree
  readonly env?: Readonly<Record<string, string>>
  /**
   * True: the call names commits only by their full hash, so its answer never changes and is cached. This saves time because a claim is
   * checked before and after its commands.
   */
  readonly isFixed?: boolean
}

/** Options for a call that does not name a repository. Git finds one itself, or needs none. */
export interface BareCall extends AnyCall {
  readonly cwd: string
  /** The complete environment of git. */
  readonly env: Readonly<Record<string, string>>
}

export interface GitAnswer {
  readonly stdout: string
  readonly status: number
}

/**
 * Runs a git command whose output is read by czar. GIT_DIR is always set, so that git never searches for a repository in the folders
 * above.
 */
export async function runGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
  if (!call.isFixed) return ask(repository, args, call)
  const question = [...args, call.input].join('\0')
  const known = repository.answers.get(question)
  if (known !== undefined) return known
  const answer = await ask(repository, args, call)
  // Status 128 may come from a failure that passes, so it is not cached.
  if (answer.status !== 128) repository.answers.keep(question, answer)
  return answer
}

function ask(repository: Repository, args: readonly string[], call: GitCall): Promise<GitAnswer> {
  const cwd = call.worktree?.path ?? repository.commonDir
  const env = { ...repository.environment, ...addressOf(repository, call.worktree), ...call.env }
  return runGitIn(args, { ...call, cwd, env }, repository.options.run)
}

/** Runs git in the folder `cwd`, without naming a repository. */
export async function runGitIn(args: readonly string[], call: BareCall, run: RunProgram = runHere): Promise<GitAnswer> {
  const { cwd, env, bytes = false } = call
  const end = await run({
    file: 'git',
    args: [...SAFE_CONFIG.flatMap(setting => ['-c', setting]), ...args],
    cwd,
    env,
    input: call.input ?? null,
    encoding: bytes ? 'latin1' : 'utf8',
    timeoutMs: call.timeoutMs ?? 60_000,
    maxBytes: 64 * 1024 * 1024,
  })
  const { status, timedOut, isTooMuch } = end
  // If the output was cut off, it is not an answer, even if git has exited without an error.
  if (!isTooMuch && status !== null && (status === 0 || call.answers?.includes(status))) return { stdout: end.stdout, status }
  const stderr = bytes ? Buffer.from(end.stderr, 'latin1').toString() : end.stderr
  throw gitFailure({ args, cwd, status, stderr, timedOut, cause: new ProgramFailure(end) })
}

/** Runs git, and returns its output as text without the final line break. */
export async function askGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<string> {
  return (await runGit(repository, args, call)).stdout.replace(/\n$/, '')
}

function addressOf(repository: Repository, worktree: Worktree | undefined): Record<string, string> {
  return worktree === undefined ? { GIT_DIR: repository.commonDir } : { GIT_DIR: worktree.gitDir, GIT_WORK_TREE: worktree.path }
}
