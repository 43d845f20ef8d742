import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LimitFunction } from 'p-limit'
import pLimit from 'p-limit'
import { gitEnvironment } from './git-environment.ts'
import type { GitOptions } from './git-options.ts'
import type { Memory } from './remembered.ts'
import { createRepositoryLock, type RepositoryLock } from './repository-lock.ts'
import { runPorcelain } from './run-porcelain.ts'
import type { WaitingSeat } from './take-seat.ts'

/** The opened repository that every function of this room works on. */
export interface Repository {
  readonly options: GitOptions
  /** Real path of the directory that all worktrees share (`.git` of the main checkout, or the bare repository). */
  readonly commonDir: string
  readonly environment: Readonly<Record<string, string>>
  /** One at a time, over all czars: whatever changes the list of worktrees. */
  readonly lock: RepositoryLock
  /** Worktrees that wait for the lock. */
  readonly waitingSeats: WaitingSeat[]
  /** Writing files: as many at once as it pays (2 cores: 2). */
  readonly checkouts: LimitFunction
  /** What was read last of each worktree, by its path. */
  readonly memories: Map<string, Memory>
  readonly log: NonNullable<GitOptions['log']>
}

/** Finds the repository at exactly `options.repo`; throws git's own words when there is none. */
export async function openRepository(options: GitOptions): Promise<Repository> {
  const environment = gitEnvironment(options.env)
  const commonDir = options.commonDir ?? (await findCommonDir(options, environment))
  const lockName = `worktrees-${createHash('sha256').update(commonDir).digest('hex').slice(0, 16)}.lock`
  return {
    options,
    commonDir,
    environment,
    lock: createRepositoryLock(join(options.lockDir, lockName)),
    waitingSeats: [],
    checkouts: pLimit(2),
    memories: new Map(),
    log: options.log ?? (() => {}),
  }
}

async function findCommonDir({ repo }: GitOptions, environment: Repository['environment']): Promise<string> {
  const call = { cwd: repo, env: { ...environment, GIT_CEILING_DIRECTORIES: dirname(repo) }, timeoutMs: 20_000 }
  const found = await runPorcelain(['rev-parse', '--path-format=absolute', '--git-common-dir'], call)
  return realpath(found.replace(/\n$/, ''))
}

/** A worktree, clone or list command in the repository as a whole. */
export function askRepository(repository: Repository, args: readonly string[], timeoutMs = 60_000): Promise<string> {
  return runPorcelain(args, { cwd: repository.commonDir, env: { ...repository.environment, GIT_DIR: repository.commonDir }, timeoutMs })
}
