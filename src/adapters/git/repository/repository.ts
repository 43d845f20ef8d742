import { createHash } from 'node:crypto'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { LimitFunction } from 'p-limit'
import pLimit from 'p-limit'
import { createObjectReader, type ObjectReader } from '../objects/object-reader.ts'
import type { WaitingWorktree } from '../worktrees/register-worktree.ts'
import { type Answers, createAnswers } from './answers.ts'
import { gitEnvironment, SAFE_CONFIG } from './git-environment.ts'
import type { GitOptions } from './git-options.ts'
import { withHistoryIndex } from './history-index.ts'
import type { Memory } from './remembered.ts'
import { createRepositoryLock, type RepositoryLock } from './repository-lock.ts'
import { runGitIn } from './run-git.ts'
import { runPorcelain } from './run-porcelain.ts'

/** An opened repository. Every function in this folder works on one. */
export interface Repository {
  readonly options: GitOptions
  /** The real path of the git directory that all worktrees share: `.git` of the main checkout, or the bare repository. */
  readonly commonDir: string
  readonly environment: Readonly<Record<string, string>>
  /** Makes all czars take turns when they change the list of worktrees. */
  readonly lock: RepositoryLock
  /** Requests for worktrees that wait for the lock. */
  readonly waitingWorktrees: WaitingWorktree[]
  /**
   * Limits how many checkouts run at once to one per core. On four cores, six checkouts of 5,000 files took 0.5 s in this way, and 0.9 s
   * if only two ran at a time.
   */
  readonly checkouts: LimitFunction
  /** Cached answers of git about objects. Such answers stay true, because objects never change. */
  readonly answers: Answers
  readonly objects: ObjectReader
  /** What czar remembers of its last reading of each worktree, by the worktree's path. */
  readonly memories: Map<string, Memory>
  readonly log: NonNullable<GitOptions['log']>
}

const CHECKOUTS = Math.min(Math.max(availableParallelism(), 2), 8)

/** Opens the repository that is exactly at `options.repo`. Throws git's own error if there is none. */
export async function openRepository(options: GitOptions): Promise<Repository> {
  return repositoryAt(options, options.commonDir ?? (await findCommonDir(options)))
}

/**
 * Opens the repository without running git, if `.git` is a directory that belongs to the user. Otherwise returns null, and git must
 * decide: it refuses a repository of another user, but not if GIT_DIR names it.
 */
export function guessRepository(options: GitOptions): Repository | null {
  try {
    const commonDir = realpathSync(join(options.repo, '.git'))
    const isOurs = statSync(commonDir).uid === process.getuid?.() && statSync(join(commonDir, 'refs')).isDirectory()
    const isShared = existsSync(join(commonDir, 'commondir'))
    return isOurs && !isShared ? repositoryAt(options, commonDir) : null
  } catch {
    return null
  }
}

function repositoryAt(options: GitOptions, commonDir: string): Repository {
  const lockName = `worktrees-${createHash('sha256').update(commonDir).digest('hex').slice(0, 16)}.lock`
  const environment = { ...gitEnvironment(options.env), ...quarantined(options, commonDir) }
  const args = SAFE_CONFIG.flatMap(setting => ['-c', setting])
  return {
    options,
    commonDir,
    environment,
    lock: createRepositoryLock(join(options.lockDir, lockName)),
    waitingWorktrees: [],
    checkouts: pLimit(CHECKOUTS),
    answers: createAnswers(),
    objects: createObjectReader({ commonDir, args, env: environment }),
    memories: new Map(),
    log: options.log ?? (() => {}),
  }
}

/** Environment variables with which new objects go to a separate folder, if there is one, while git still reads those of the repository. */
function quarantined(options: GitOptions, commonDir: string): Record<string, string> {
  const { quarantine } = options
  if (quarantine === undefined) return withHistoryIndex(options)
  return { GIT_OBJECT_DIRECTORY: quarantine, GIT_ALTERNATE_OBJECT_DIRECTORIES: join(commonDir, 'objects') }
}

async function findCommonDir({ repo, env }: GitOptions): Promise<string> {
  const call = { cwd: repo, env: { ...gitEnvironment(env), GIT_CEILING_DIRECTORIES: dirname(repo) }, timeoutMs: 20_000 }
  const { stdout } = await runGitIn(['rev-parse', '--path-format=absolute', '--git-common-dir'], call)
  return realpath(stdout.replace(/\n$/, ''))
}

/** Runs a git command for the repository as a whole, such as one about its worktrees. */
export function askRepository(repository: Repository, args: readonly string[], timeoutMs = 60_000): Promise<string> {
  return runPorcelain(args, { cwd: repository.commonDir, env: { ...repository.environment, GIT_DIR: repository.commonDir }, timeoutMs })
}
