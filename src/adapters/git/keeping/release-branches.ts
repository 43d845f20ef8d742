import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { BranchOutcome, SavedWork } from '../../../core/ports/worktree-stock.ts'
import { baseReferences } from '../refs/base-commit.ts'
import { type ContentInBase, contentInBase } from '../refs/content-in-base.ts'
import { keepCommit } from '../refs/keep-commit.ts'
import { isAncestor, resolveCommit, startFolder } from '../refs/start-reference.ts'
import { workInBase } from '../refs/work-in-base.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { listWorktrees } from '../worktrees/list-worktrees.ts'
import { keepPast } from './keep-past.ts'
import { releaseProofs } from './release-proofs.ts'
import { unkeptCommits } from './unkept-commits.ts'

/** A branch that this project created. Czar knows it by the record of its start. */
interface Made {
  readonly branch: string
  readonly start: CommitSha
  readonly record: string
}

/**
 * Removes the records by which czar knows this project's branches, so that no later launch takes the branches for its own. Also removes
 * the branches without work and those whose work base contains. With `discard`, it removes all branches. Commits that no other branch has
 * are saved first. A branch that is checked out stays.
 */
export async function releaseBranches(
  repository: Repository,
  { discard, project }: { readonly discard: boolean; readonly project: string },
): Promise<readonly BranchOutcome[]> {
  // The refs of proofs are removed first. A proven commit is then held only by its branch, and is reported together with it.
  await releaseProofs(repository, project)
  const outcomes: BranchOutcome[] = []
  for (const made of await madeBranches(repository)) {
    const outcome = await release(repository, made, discard)
    if (outcome !== null) outcomes.push(outcome)
    // The record is removed last. So if this is interrupted, the next call still knows the branch and finishes the work.
    await runGit(repository, ['update-ref', '-d', made.record, made.start])
  }
  return outcomes
}

async function madeBranches(repository: Repository): Promise<readonly Made[]> {
  const text = await askGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)', startFolder(repository)])
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const record = line.slice(line.indexOf(' ') + 1)
      const start = line.slice(0, line.indexOf(' ')) as CommitSha
      return { branch: decodeURIComponent(record.slice(startFolder(repository).length)), start, record }
    })
}

/** Removes one branch. null: the branch had no work, so there is nothing to report. */
async function release(repository: Repository, made: Made, discard: boolean): Promise<BranchOutcome | null> {
  const { branch, start } = made
  const tip = await resolveCommit(repository, `refs/heads/${branch}`)
  const user = tip === null ? undefined : (await listWorktrees(repository)).find(entry => entry.branch === branch)
  const inBase = tip === null || tip === start ? null : await findInBase(repository, tip)
  const isWhole = inBase !== null && inBase.how === 'whole'
  const goes = tip !== null && user === undefined && (discard || tip === start || isWhole)
  const saved = await saveBranch(repository, made, { tip, goes })
  if (!goes && tip === null) return null
  if (!goes) {
    const why = user === undefined ? await whyKept(repository, tip, inBase) : `it is checked out in ${user.path}`
    return { kind: 'kept', branch, why }
  }
  const commits = Number(await askGit(repository, ['rev-list', '--count', tip, `^${start}`]))
  await runGit(repository, ['branch', '--quiet', '-D', '--', branch])
  return tip === start && saved.length === 0 ? null : { kind: 'dropped', branch, saved, tip, commits, inBase: inBase?.name ?? null }
}

interface InBase {
  /** The name of the branch that contains the work. It may be the remote's base. */
  readonly name: string
  readonly how: ContentInBase
}

/**
 * Finds a base branch that already contains the work: the same commits, one squashed commit, picked commits, or with changes that a person
 * made to it.
 */
async function findInBase(repository: Repository, tip: CommitSha): Promise<InBase | null> {
  let edited: InBase | null = null
  const { options } = repository
  for (const name of baseReferences(options, options.base)) {
    const base = await resolveCommit(repository, name)
    if (base === null) continue
    if (await isAncestor(repository, tip, base)) return { name: shortName(name), how: 'whole' }
    const how = (await contentInBase(repository, base, [tip])).get(tip)
    if (how === 'whole') return { name: shortName(name), how }
    if (how === 'edited') edited ??= { name: shortName(name), how }
  }
  return edited
}

const LINES = 3

/** For a branch that stays: says how much of its work base has, if that is most of it. null: there is nothing to say. */
async function whyKept(repository: Repository, tip: CommitSha, inBase: InBase | null): Promise<string | null> {
  if (inBase !== null) return `${inBase.name} has all its lines, but the text around them was changed`
  const [name = ''] = baseReferences(repository.options, repository.options.base)
  const base = await resolveCommit(repository, name)
  const work = base === null ? null : await workInBase(repository, base, tip)
  if (work === null || work.missing.length === 0 || work.found < work.missing.length) return null
  const shown = work.missing.slice(0, LINES).map(({ path, line }) => `${path}: ${line}`)
  const rest = work.missing.length - shown.length
  return `${shortName(name)} has most of its lines, and lacks ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

function shortName(reference: string): string {
  return reference.replace(/^refs\/(?:heads|remotes)\//, '')
}

/** Saves the commits that only this branch holds: its newest commit, its start, and those in its reflog. */
async function saveBranch(
  repository: Repository,
  { branch, start, record }: Made,
  { tip, goes }: { readonly tip: CommitSha | null; readonly goes: boolean },
): Promise<readonly SavedWork[]> {
  const worker = workerOf(repository, branch)
  const question = { stores: [], keepers: [], going: [record, ...(goes ? [`refs/heads/${branch}`] : [])] }
  const oids = [start, ...(goes && tip !== null ? [tip] : [])]
  const unkept = await unkeptCommits(repository, { ...question, oids, logsKeep: false })
  const saved: SavedWork[] = []
  for (const head of unkept.heads) {
    const ref = await keepCommit(repository, worker, head as CommitSha)
    saved.push({ ref, kind: 'commits', count: unkept.commits.size, place: '' })
  }
  if (!goes) return saved
  const log = await readFile(join(repository.commonDir, 'logs', 'refs', 'heads', branch), 'utf8').catch(() => '')
  const known = [...new Set(log.match(/\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/g) ?? [])]
  const past = await unkeptCommits(repository, { ...question, oids: known, logsKeep: false })
  const commit = await keepPast(repository, { past, operation: null, gitDir: repository.commonDir, stores: [] })
  if (commit === null) return saved
  return [...saved, { ref: await keepCommit(repository, worker, commit as CommitSha), kind: 'past', count: past.commits.size, place: '' }]
}

function workerOf({ options }: Repository, branch: string): string {
  return options.branches.find(one => one.branch === branch)?.worker ?? branch.replaceAll('/', '-')
}
