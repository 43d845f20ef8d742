import { access, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PreconditionError, ToolError } from '../../../core/model/errors.ts'
import type { Inspected } from '../../../core/ports/git-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { baseReferences } from '../refs/base-commit.ts'
import { resolveCommits } from '../refs/start-reference.ts'
import { cloneOnce } from '../remote/clone-once.ts'
import { gitEnvironment } from '../repository/git-environment.ts'
import type { GitOptions } from '../repository/git-options.ts'
import { guessRepository, openRepository, type Repository } from '../repository/repository.ts'
import { askGit, runGitIn } from '../repository/run-git.ts'
import { nearMisses } from '../repository/similar-names.ts'
import { inspectBranches } from './inspect-branches.ts'

/**
 * Checks everything that could make a launch fail, and reports all problems at once. It creates nothing, except that a repository given as
 * a URL is cloned. All git calls start before the first await, so the caller can do other work meanwhile.
 */
export async function inspectRepository(options: GitOptions): Promise<Inspected> {
  const early = lookEarly(options)
  // A git that is missing or too old is reported before everything else.
  await checkVersion(options)
  const { commonDir, findings } = (await early) ?? (await lookAfresh(options))
  if (findings.length > 0) {
    const count = findings.length === 1 ? 'there is one problem' : `there are ${findings.length} problems`
    throw new PreconditionError(`${options.repo} is not ready: ${count}; nothing was changed`, {
      details: findings,
      hint: 'correct what is listed, then run it again',
    })
  }
  return { commonDir }
}

interface Look {
  readonly commonDir: string
  readonly findings: readonly string[]
}

/**
 * Looks first at the place where the repository most likely is. Returns null if it is not there. Git then searches for the repository, and
 * reports errors.
 */
async function lookEarly(options: GitOptions): Promise<Look | null> {
  const repository = options.repoUrl === null ? guessRepository(options) : null
  return repository === null ? null : look(repository).catch(() => null)
}

async function lookAfresh(options: GitOptions): Promise<Look> {
  if (options.repoUrl !== null) await cloneOnce(options, options.repoUrl)
  return look(await openOrExplain(options))
}

async function look(repository: Repository): Promise<Look> {
  const heads = readHeads(repository)
  const findings = await Promise.all([
    inspectBase(repository, heads),
    inspectRemote(repository),
    inspectBranches(repository, heads),
    inspectFolder(repository.options.worktreesDir),
  ])
  return { commonDir: repository.commonDir, findings: findings.flat() }
}

async function readHeads(repository: Repository): Promise<readonly string[]> {
  const text = await askGit(repository, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'])
  return text.split('\n').filter(Boolean)
}

/** Checks the version, because git 2.39 introduced `merge-tree --stdin`, which merges many pairs of branches without a checkout. */
async function checkVersion(options: GitOptions): Promise<void> {
  const { stdout: text } = await runGitIn(['version'], { cwd: '/', env: gitEnvironment(options.env), timeoutMs: 10_000 })
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number)
  if (major > 2 || (major === 2 && minor >= 39)) return
  throw new PreconditionError(`git 2.39 or newer is needed, but this is ${text.trim()}`, { hint: 'install a newer git, then run it again' })
}

async function openOrExplain(options: GitOptions): Promise<Repository> {
  const found = await stat(options.repo).catch(() => null)
  if (!found?.isDirectory()) {
    throw new PreconditionError(`repo ${options.repo} ${found ? 'is a file, not a folder' : 'does not exist'}`)
  }
  try {
    return await openRepository(options)
  } catch (error) {
    if (!(error instanceof ToolError) || error.reason !== 'target-gone') throw error
    throw new PreconditionError(`repo ${options.repo} is not a git repository`, { cause: error, hint: await hintForFolder(options) })
  }
}

async function hintForFolder(options: GitOptions): Promise<string> {
  const call = { cwd: options.repo, env: gitEnvironment(options.env), timeoutMs: 10_000 }
  const top = await runGitIn(['rev-parse', '--show-toplevel'], call).catch(() => null)
  if (top !== null && top.stdout.trim() !== '') return `it lies inside the repository ${top.stdout.trim()}: set \`repo:\` to that`
  const here = `git -C ${shellWord(options.repo)}`
  return `${here} init && ${here} add -A && ${here} commit -m Start`
}

async function inspectBase(repository: Repository, branches: Promise<readonly string[]>): Promise<readonly string[]> {
  const { base, repo } = repository.options
  if ((await branches).includes(base)) return []
  const known = await resolveCommits(repository, [...baseReferences(repository.options, base), base])
  if (known.some(commit => commit !== null)) return []
  const heads = (await askGit(repository, ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes']))
    .split('\n')
    .filter(Boolean)
  if (heads.length === 0) return [`repo ${repo} has no commit yet: git -C ${shellWord(repo)} commit --allow-empty -m Start`]
  const near = nearMisses(base, heads)
  return [
    `base ${base} does not exist: ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${heads.slice(0, 8).join(', ')}`}`,
  ]
}

async function inspectRemote(repository: Repository): Promise<readonly string[]> {
  const { remote, repo } = repository.options
  if (remote === null) return []
  const known = (await askGit(repository, ['remote'])).split('\n').filter(Boolean)
  if (known.includes(remote)) return []
  return [
    `remote ${remote} does not exist${known.length > 0 ? ` (there is ${known.join(', ')})` : ''}: git -C ${shellWord(repo)} remote add ${remote} URL`,
  ]
}

async function inspectFolder(worktreesDir: string): Promise<readonly string[]> {
  try {
    await mkdir(dirname(worktreesDir), { recursive: true })
    await access(dirname(worktreesDir), 2)
    return []
  } catch (error) {
    return [`worktrees cannot be made in ${worktreesDir}: ${error instanceof Error ? error.message : String(error)}`]
  }
}
