import type { ProvenCommit } from '../../../core/events/decision.ts'
import type { LeftOut, TrainMember } from '../../../core/events/train-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { Chain, ChainQuestion, FileVersions, LostLine } from '../../../core/ports/landing-port.ts'
import { mergeTrees } from '../refs/merge-trees.ts'
import { isAncestor } from '../refs/start-reference.ts'
import { writeCommit } from '../refs/write-commit.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import { fileAt } from '../repository/file-at.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { changedBy } from './changed-by.ts'
import { joinChanges } from './join-changes.ts'

/**
 * Merges commits one after the other on top of `onto`, with `merge-tree` and `commit-tree`. It needs no checkout and does not use the
 * user's index. A commit that conflicts is left out, and so is each commit that contains it.
 */
export async function chain(repository: Repository, question: ChainQuestion): Promise<Chain> {
  const { onto, commits, without, beside } = question
  const members: TrainMember[] = []
  const leftOut: LeftOut[] = []
  let tip = onto
  for (const proven of commits) {
    const state = { question, tip, before: [...beside, ...members], leftOut: [...without, ...leftOut] }
    const outcome = await addMember(repository, proven, state)
    if ('because' in outcome) leftOut.push(outcome)
    else {
      members.push(outcome)
      tip = outcome.merge
    }
  }
  return { members, leftOut }
}

interface ChainState {
  readonly question: ChainQuestion
  readonly tip: CommitSha
  /** The members of the train whose work `tip` already contains. */
  readonly before: readonly TrainMember[]
  readonly leftOut: readonly Pick<LeftOut, 'task' | 'commit'>[]
}

/** Merges one commit onto the train. Returns the reason if the commit must be left out. */
async function addMember(repository: Repository, proven: ProvenCommit, state: ChainState): Promise<TrainMember | LeftOut> {
  const { question, tip, before } = state
  const { task, commit, isMended } = proven
  const needs = await leftOutIn(repository, commit, state.leftOut)
  if (needs.length > 0) return { task, commit, because: 'needs', files: [], beside: needs.map(other => other.task) }
  const merged = await merge(repository, tip, proven, question)
  const named = async (files: readonly string[]) => (await changing(repository, before, files)).map(other => other.task)
  if ('conflicts' in merged) {
    const others = await otherSide(repository, before, { commit, files: merged.conflicts })
    return { task, commit, because: 'conflict', files: merged.conflicts, beside: others.map(other => other.task) }
  }
  const lost = isMended ? await lostIn(repository, question, { commit, tip, result: merged.commit }) : []
  if (lost.length > 0) {
    const files = [...new Set(lost.map(({ path }) => path))]
    return { task, commit, because: 'content', files, lost: lost.map(sayLost), beside: await named(files) }
  }
  const member = { task, commit, merge: merged.commit }
  if (merged.joined === null) return member
  const { files, hasOrder } = merged.joined
  return { ...member, joined: { files, beside: await named(files), ...(hasOrder ? { hasOrder: true as const } : {}) } }
}

async function leftOutIn<Other extends Pick<ProvenCommit, 'task' | 'commit'>>(
  repository: Repository,
  commit: CommitSha,
  others: readonly Other[],
): Promise<readonly Other[]> {
  const contained = await Promise.all(others.map(other => isAncestor(repository, other.commit, commit)))
  return others.filter((_, index) => contained[index])
}

/**
 * Finds the lines of other tasks that a merge would lose. If a worker has repaired a commit and it now adds nothing to the train, it has
 * lost its own work.
 */
async function lostIn(repository: Repository, { base, findLost }: ChainQuestion, merge: Merge): Promise<readonly LostLine[]> {
  const news = await changedPaths(repository, { from: merge.tip, to: merge.result })
  if (news.length === 0) return [{ path: 'its own work', line: 'nothing of it is left' }]
  return findLost(await versions(repository, { base, ...merge }))
}

interface Merge {
  readonly commit: CommitSha
  readonly tip: CommitSha
  readonly result: CommitSha
}

function sayLost({ path, line }: LostLine): string {
  return `${path}: ${line}`
}

/** The contents of the files that the work on the train changed. */
async function versions(
  repository: Repository,
  { base, tip, result, commit }: Merge & { readonly base: CommitSha },
): Promise<readonly FileVersions[]> {
  const changed = await changedPaths(repository, { from: base, to: tip })
  const own = await beforeMerge(repository, { tip, commit })
  return Promise.all(
    changed.map(async ({ path }) => {
      const [before, now, mine, then] = await Promise.all([base, tip, own, result].map(at => at && fileAt(repository, at, path)))
      return { path, base: before ?? null, tip: now ?? null, own: own && (mine ?? ''), result: then ?? null }
    }),
  )
}

/** The work of a repaired commit as it was before the worker's last merge. null: the worker did not merge, but rebased. */
async function beforeMerge(repository: Repository, { tip, commit }: Pick<Merge, 'tip' | 'commit'>): Promise<CommitSha | null> {
  const words = ['rev-list', '--first-parent', '--merges', '--max-count=1', '--parents', commit, '--not', tip, '--']
  const [, own] = (await askGit(repository, words, { isFixed: true })).trim().split(' ')
  return own === undefined ? null : (own as CommitSha)
}

/**
 * The members of the train with whose work the commit conflicts. They are the members that changed the files in conflict. If no member
 * changed a file of that name, because the file was renamed, each member is merged with the commit alone to find out.
 */
async function otherSide(
  repository: Repository,
  members: readonly TrainMember[],
  { commit, files }: { readonly commit: CommitSha; readonly files: readonly string[] },
): Promise<readonly TrainMember[]> {
  const named = await changing(repository, members, files)
  if (named.length > 0) return named
  const merged = await Promise.all(members.map(member => mergeTrees(repository, member.commit, commit)))
  return members.filter((_, index) => 'conflicts' in (merged[index] ?? {}))
}

/** The members that changed one of these files. */
async function changing(
  repository: Repository,
  members: readonly TrainMember[],
  files: readonly string[],
): Promise<readonly TrainMember[]> {
  const changed = await changedBy(repository, members)
  return members.filter((_, index) => changed[index]?.paths.some(path => files.includes(path)))
}

type MergedWork = { readonly commit: CommitSha; readonly joined: JoinedMerge | null } | { readonly conflicts: readonly string[] }

interface JoinedMerge {
  readonly files: readonly string[]
  readonly hasOrder: boolean
}

/** Makes a merge commit with both parents. If the tip already contains the commit, no merge is needed. */
async function merge(repository: Repository, tip: CommitSha, proven: ProvenCommit, question: ChainQuestion): Promise<MergedWork> {
  const { task, commit, at } = proven
  if (await isAncestor(repository, commit, tip)) return { commit: tip, joined: null }
  const merged = await mergeOrJoin(repository, tip, proven, question)
  if ('conflicts' in merged) return merged
  const { tree, joined } = merged
  const note = joined === null ? '' : `\n\nThe changes of both sides are kept in ${joined.files.join(', ')}.`
  const message = `Merge ${task}\n\nProven at ${commit}.${note}`
  // The time of the commit comes from the journal, so that the same merge always gives the same commit.
  const seconds = Math.floor(at / 1000)
  return { commit: await writeCommit(repository, { tree, parents: [tip, commit], message, seconds }), joined }
}

/**
 * Merges two commits. If they conflict, their changes are joined, provided that the caller asks for it, the changes of both sides fit
 * together, and neither side loses lines. If two tasks did the same work, it is not joined.
 */
async function mergeOrJoin(
  repository: Repository,
  tip: CommitSha,
  { commit, isTurned, isDuplicate }: ProvenCommit,
  { joins, findLost }: ChainQuestion,
): Promise<{ readonly tree: string; readonly joined: JoinedMerge | null } | { readonly conflicts: readonly string[] }> {
  const merged = await mergeTrees(repository, tip, commit)
  if ('tree' in merged) return { tree: merged.tree, joined: null }
  const joined = joins && isDuplicate !== true ? await joinChanges(repository, merged, isTurned === true ? 'theirs' : 'ours') : null
  if (joined === null || findLost(joined.files).length > 0) return merged
  const files = [...new Set(joined.files.map(({ path }) => path))]
  return { tree: joined.tree, joined: { files, hasOrder: joined.hasOrder } }
}
