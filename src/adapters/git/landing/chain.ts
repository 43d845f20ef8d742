import type { ProvenCommit } from '../../../core/events/decision.ts'
import type { LeftOut, TrainMember } from '../../../core/events/train-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { Chain, ChainQuestion, FileVersions, LostLine } from '../../../core/ports/landing-port.ts'
import { changedPaths } from '../changes/changed-paths.ts'
import { fileAt } from '../inspect/file-at.ts'
import { mergeTrees } from '../refs/merge-trees.ts'
import { isAncestor } from '../refs/start-reference.ts'
import { writeCommit } from '../refs/write-commit.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/**
 * Merges commits one by one on top of `onto`, by `merge-tree` and `commit-tree`: no checkout, no index. A commit that
 * conflicts is left out, and so is what contains a commit that was left out.
 */
export async function chain(repository: Repository, question: ChainQuestion): Promise<Chain> {
  const { onto, commits, without, beside } = question
  const members: TrainMember[] = []
  const leftOut: LeftOut[] = []
  let tip = onto
  for (const { task, commit, at, isMended } of commits) {
    const aside = { task, commit, files: [] as readonly string[] }
    const needs = await leftOutIn(repository, commit, [...without, ...leftOut])
    if (needs.length > 0) {
      leftOut.push({ ...aside, because: 'needs', beside: needs.map(other => other.task) })
      continue
    }
    const merged = await merge(repository, tip, { task, commit, at })
    if ('conflicts' in merged) {
      const others = await otherSide(repository, [...beside, ...members], { commit, files: merged.conflicts })
      leftOut.push({ ...aside, because: 'conflict', files: merged.conflicts, beside: others.map(other => other.task) })
      continue
    }
    const lost = isMended ? await lostIn(repository, question, { commit, tip, result: merged.commit }) : []
    if (lost.length > 0) {
      const files = [...new Set(lost.map(({ path }) => path))]
      const others = await changing(repository, [...beside, ...members], files)
      leftOut.push({ ...aside, because: 'content', files, lost: lost.map(sayLost), beside: others.map(other => other.task) })
      continue
    }
    tip = merged.commit
    members.push({ task, commit, merge: tip })
  }
  return { members, leftOut }
}

async function leftOutIn<Other extends Pick<ProvenCommit, 'task' | 'commit'>>(
  repository: Repository,
  commit: CommitSha,
  others: readonly Other[],
): Promise<readonly Other[]> {
  const contained = await Promise.all(others.map(other => isAncestor(repository, other.commit, commit)))
  return others.filter((_, index) => contained[index])
}

/** A mended commit that adds nothing to the chain lost its own work; else what it lost of others. */
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

/** The files that the work on the train changed. */
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

/** The work of a mended commit before its last merge; null if it merged nothing, but was rebased. */
async function beforeMerge(repository: Repository, { tip, commit }: Pick<Merge, 'tip' | 'commit'>): Promise<CommitSha | null> {
  const words = ['rev-list', '--first-parent', '--merges', '--max-count=1', '--parents', commit, '--not', tip, '--']
  const [, own] = (await askGit(repository, words, { isFixed: true })).trim().split(' ')
  return own === undefined ? null : (own as CommitSha)
}

/** The members that changed the files in conflict. Renames have other names; then the members that conflict with it by themselves. */
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
  const changed = await Promise.all(
    members.map(async ({ merge }) => (await changedPaths(repository, { from: `${merge}^1`, to: merge })).map(({ path }) => path)),
  )
  return members.filter((_, index) => changed[index]?.some(path => files.includes(path)))
}

/** A merge commit with both parents. A commit that the tip contains already needs none. */
async function merge(
  repository: Repository,
  tip: CommitSha,
  { task, commit, at }: ProvenCommit,
): Promise<{ readonly commit: CommitSha } | { readonly conflicts: readonly string[] }> {
  if (await isAncestor(repository, commit, tip)) return { commit: tip }
  const merged = await mergeTrees(repository, tip, commit)
  if ('conflicts' in merged) return merged
  const message = `Merge ${task}\n\nProven at ${commit}.`
  // The time comes from the journal.
  const seconds = Math.floor(at / 1000)
  return { commit: await writeCommit(repository, { tree: merged.tree, parents: [tip, commit], message, seconds }) }
}
