import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { BaseQuestion, WorkedBranch } from '../../../core/ports/git-port.ts'
import { commitsBeyond } from '../refs/commits-beyond.ts'
import { resolveCommits } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { MAKES_COMMIT } from './own-work.ts'

/** Number of the newest commits that are listed; those made since a task began are among them. */
const MOST_COMMITS = 10_000

/**
 * For each branch, its newest commit that base contains although nothing proved it. Only commits that git's log says were made on the
 * branch count, because a branch that merged base has base's commits too.
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
  // One process excludes all branches that were merged as proven.
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

/** Tips that the branch's log says were made on it after `since`. A tip that the branch was only moved to does not count. */
async function madeOn({ commonDir }: Repository, { branch, since }: WorkedBranch): Promise<readonly CommitSha[]> {
  const log = await readFile(join(commonDir, 'logs', 'refs', 'heads', branch), 'utf8').catch(() => '')
  return log.split('\n').flatMap(line => {
    const [facts = '', says = ''] = line.split('\t')
    const commit = (facts.split(' ')[1] ?? '') as CommitSha
    // The log keeps whole seconds.
    const at = (Number(/ (\d+) [+-]\d{4}$/.exec(facts)?.[1] ?? 0) + 1) * 1000
    // If a rebase has no commits to move, it ends at the commit that it was rebased onto.
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
