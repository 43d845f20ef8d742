import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { BaseQuestion, WorkedBranch } from '../../../core/ports/git-port.ts'
import { commitsBeyond } from '../refs/commits-beyond.ts'
import { resolveCommits } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { MAKES_COMMIT } from './own-work.ts'

/** How many of the newest commits czar examines. All commits since a task began are among them. */
const MOST_COMMITS = 10_000

/**
 * For each branch, finds its newest commit that base contains although no proof covers it. Only commits count that were made on the branch
 * according to git's reflog, because a branch that merged base has base's commits too.
 */
export async function unprovenOnBase(
  repository: Repository,
  { base, branches, proven }: BaseQuestion,
): Promise<Readonly<Record<string, CommitSha>>> {
  const made = await Promise.all(branches.map(async worked => ({ ...worked, commits: await madeOn(repository, worked) })))
  const there = await existing(repository, [...made.flatMap(({ commits }) => commits), ...proven, ...branches.map(({ from }) => from)])
  const all = made.flatMap(({ commits }) => commits.filter(commit => there.has(commit)))
  if (all.length === 0) return {}
  const beyond = await commitsBeyond(repository, all, base)
  const landed = all.filter(commit => !beyond.has(commit))
  if (landed.length === 0) return {}
  const excluded = proven.filter(commit => there.has(commit)).map(commit => `^${commit}`)
  // One git process finds the commits on base that no proven branch has.
  const suspects = new Set(await listCommits(repository, [...landed, ...excluded], [`--max-count=${MOST_COMMITS}`]))
  const found: Record<string, CommitSha> = {}
  for (const { branch, from, commits } of made) {
    const own = new Set(commits.filter(commit => suspects.has(commit) && !beyond.has(commit)))
    if (own.size === 0 || !there.has(from)) continue
    const newest = (await listCommits(repository, [...own, `^${from}`, ...excluded])).find(commit => own.has(commit))
    if (newest !== undefined) found[branch] = newest
  }
  return found
}

/**
 * The commits that were made on the branch after `since`, according to its reflog. If the branch was only moved to a commit, that commit
 * does not count.
 */
async function madeOn({ commonDir }: Repository, { branch, since }: WorkedBranch): Promise<readonly CommitSha[]> {
  const log = await readFile(join(commonDir, 'logs', 'refs', 'heads', branch), 'utf8').catch(() => '')
  return log.split('\n').flatMap(line => {
    const [facts = '', says = ''] = line.split('\t')
    const commit = (facts.split(' ')[1] ?? '') as CommitSha
    // The reflog has only whole seconds, so the end of the second is used.
    const at = (Number(/ (\d+) [+-]\d{4}$/.exec(facts)?.[1] ?? 0) + 1) * 1000
    // If a rebase has no commits to move, the reflog still names it. It then ends at the commit onto which the branch was rebased, which
    // is not new.
    return MAKES_COMMIT.test(says) && at > since && !says.endsWith(` onto ${commit}`) ? [commit] : []
  })
}

async function listCommits(
  repository: Repository,
  revisions: readonly string[],
  options: readonly string[] = ['--topo-order'],
): Promise<readonly CommitSha[]> {
  const text = await askGit(repository, ['rev-list', ...options, '--stdin'], { input: `${[...new Set(revisions)].join('\n')}\n` })
  return text.split('\n').filter(Boolean) as CommitSha[]
}

async function existing(repository: Repository, commits: readonly CommitSha[]): Promise<ReadonlySet<CommitSha>> {
  return new Set((await resolveCommits(repository, [...new Set(commits)])).filter(commit => commit !== null))
}
