import { type RunProgram, runHere } from '../../processes/runner/run-here.ts'
import { SAFE_CONFIG } from './git-environment.ts'
import { gitFailure, ProgramFailure } from './git-failure.ts'
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
  /**
   * It asks about commits by their full names and nothing else, so the answer is always the same, and is asked for once: a claim is
   * checked before its commands and after them.
   */
  readonly isFixed?: boolean
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
  if (!call.isFixed) return ask(repository, args, call)
  const question = [...args, call.input].join('\0')
  const known = repository.answers.get(question)
  if (known !== undefined) return known
  const answer = await ask(repository, args, call)
  // 128 may also be a failure of this moment.
  if (answer.status !== 128) repository.answers.keep(question, answer)
  return answer
}

function ask(repository: Repository, args: readonly string[], call: GitCall): Promise<GitAnswer> {
  const cwd = call.worktree?.path ?? repository.commonDir
  const env = { ...repository.environment, ...addressOf(repository, call.worktree), ...call.env }
  return runGitIn(args, { ...call, cwd, env }, repository.options.run)
}

/** The same wherever `cwd` is. */
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
  // What is cut is no answer, although git may have come to its end meanwhile.
  if (!isTooMuch && status !== null && (status === 0 || call.answers?.includes(status))) return { stdout: end.stdout, status }
  const stderr = bytes ? Buffer.from(end.stderr, 'latin1').toString() : end.stderr
  throw gitFailure({ args, cwd, status, stderr, timedOut, cause: new ProgramFailure(end) })
}

/** The output of a call that answers with text, without the line break at its end. */
export async function askGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<string> {
  return (await runGit(repository, args, call)).stdout.replace(/\n$/, '')
}

function addressOf(repository: Repository, worktree: Worktree | undefined): Record<string, string> {
  return worktree === undefined ? { GIT_DIR: repository.commonDir } : { GIT_DIR: worktree.gitDir, GIT_WORK_TREE: worktree.path }
}
