import type { CommitSha } from '../../../core/model/ids.ts'
import type { Standing } from '../../../core/model/refs-state.ts'
import type { Repository } from '../repository/repository.ts'
import { commitsBeyond, type Parents } from './commits-beyond.ts'
import { type ContentInBase, contentInBase } from './content-in-base.ts'
import { resolveCommits } from './start-reference.ts'

/** A branch, and the commits on it that are proven. */
export interface ProvenBranch {
  readonly tip: CommitSha | null
  readonly proven: readonly CommitSha[]
}

type OnBranch = 'current' | 'behind' | 'off'

/** Cached answers about one commit of base. Commits never change, so an answer holds while base and the branch stay where they are. */
interface Answers {
  readonly base: CommitSha
  readonly landed: Map<CommitSha, boolean>
  readonly byTip: Map<CommitSha, Map<CommitSha, OnBranch>>
  /** For commits that base does not contain: whether base has their work in another form. */
  readonly content: Map<CommitSha, ContentInBase | null>
}

const remembered = new WeakMap<Repository, Answers>()

/**
 * Finds out for proven commits whether base and their own branch contain them. One git process answers for all branches that moved, and
 * two more for commits that are on no branch, however many there are. `isThere` has the commits that are on no branch but still exist.
 */
export async function standingOfProven(repository: Repository, base: CommitSha, branches: readonly ProvenBranch[]) {
  const answers = answersAbout(repository, base, branches)
  await askAboutBranches(repository, answers, branches)
  const off = branches.flatMap(({ tip, proven }) => proven.filter(commit => !isSettled(answers, tip, commit)))
  const isThere = await existing(repository, off)
  await askAboutBase(repository, answers, [...isThere])
  await askAboutContent(repository, answers, branches, isThere)
  const standingOf = (tip: CommitSha | null, commit: CommitSha): Standing => {
    const content = answers.content.get(commit)
    if (answers.landed.get(commit) === true || content === 'whole') return 'landed'
    if (content === 'edited') return 'edited'
    const onBranch = tip === null ? 'off' : (answers.byTip.get(tip)?.get(commit) ?? 'off')
    return onBranch === 'off' ? 'lost' : onBranch
  }
  return { standingOf, isThere }
}

/** Returns the cached answers for this base, without those about commits that are no longer the newest of a branch. */
function answersAbout(repository: Repository, base: CommitSha, branches: readonly ProvenBranch[]): Answers {
  const before = remembered.get(repository)
  const isSame = before !== undefined && before.base === base
  const tips = branches.flatMap(({ tip }) => (tip === null ? [] : [tip]))
  const byTip = new Map(tips.map(tip => [tip, (isSame ? before.byTip.get(tip) : undefined) ?? new Map<CommitSha, OnBranch>()]))
  const answers = {
    base,
    landed: isSame ? before.landed : new Map<CommitSha, boolean>(),
    byTip,
    content: isSame ? before.content : new Map<CommitSha, ContentInBase | null>(),
  }
  remembered.set(repository, answers)
  return answers
}

function isSettled({ landed, byTip }: Answers, tip: CommitSha | null, commit: CommitSha): boolean {
  const onBranch = tip === null ? undefined : byTip.get(tip)?.get(commit)
  return landed.get(commit) === true || onBranch === 'current' || onBranch === 'behind'
}

async function askAboutBranches(repository: Repository, answers: Answers, branches: readonly ProvenBranch[]): Promise<void> {
  const unknown = (tip: CommitSha, proven: readonly CommitSha[]) =>
    proven.filter(commit => answers.landed.get(commit) !== true && answers.byTip.get(tip)?.has(commit) !== true)
  const asked = branches.flatMap(({ tip, proven }) => {
    const commits = tip === null ? [] : unknown(tip, proven)
    return tip === null || commits.length === 0 ? [] : [{ tip, commits }]
  })
  if (asked.length === 0) return
  const parents = await commitsBeyond(
    repository,
    asked.map(({ tip }) => tip),
    answers.base,
  )
  const holders = holdersOf(answers.base, parents)
  for (const { tip, commits } of asked) {
    const line = reachableFrom(tip, parents)
    for (const commit of commits)
      answers.byTip.get(tip)?.set(commit, line.has(commit) ? (holders.has(commit) ? 'current' : 'behind') : 'off')
  }
}

/** Records which of these commits base contains. All these commits must exist. */
async function askAboutBase(repository: Repository, { base, landed }: Answers, commits: readonly CommitSha[]): Promise<void> {
  const unknown = commits.filter(commit => !landed.has(commit))
  if (unknown.length === 0) return
  const beyond = await commitsBeyond(repository, unknown, base)
  for (const commit of unknown) landed.set(commit, !beyond.has(commit))
}

/**
 * At most this many proven commits of a branch are asked about. A branch has one task and so one proof. In journals of earlier versions it
 * may have several, and the newest proofs contain the others.
 */
const ASKED = 4

/**
 * Whether base has the work of a commit although it does not contain the commit itself. People may have squashed the work into one commit,
 * or picked its commits.
 */
async function askAboutContent(
  repository: Repository,
  { base, landed, byTip, content }: Answers,
  branches: readonly ProvenBranch[],
  isThere: ReadonlySet<CommitSha>,
): Promise<void> {
  const commits = branches.flatMap(({ tip, proven }) =>
    proven.slice(-ASKED).filter(commit => {
      if (landed.get(commit) === true || content.has(commit)) return false
      const onBranch = tip === null ? 'off' : (byTip.get(tip)?.get(commit) ?? 'off')
      return onBranch === 'behind' || (onBranch === 'off' && isThere.has(commit))
    }),
  )
  const found = await contentInBase(repository, base, commits)
  for (const commit of commits) content.set(commit, found.get(commit) ?? null)
}

/** The commits that contain base. Every path from them down to base leads only through commits that base does not contain. */
function holdersOf(base: CommitSha, parents: Parents): ReadonlySet<CommitSha> {
  const holders = new Set<CommitSha>([base])
  for (const [commit, own] of [...parents].reverse()) if (own.some(parent => holders.has(parent))) holders.add(commit)
  return holders
}

function reachableFrom(tip: CommitSha, parents: Parents): ReadonlySet<CommitSha> {
  const reached = new Set<CommitSha>()
  for (const waiting = [tip]; waiting.length > 0; ) {
    const commit = waiting.pop() as CommitSha
    const own = parents.get(commit)
    if (own === undefined || reached.has(commit)) continue
    reached.add(commit)
    waiting.push(...own)
  }
  return reached
}

async function existing(repository: Repository, commits: readonly CommitSha[]): Promise<ReadonlySet<CommitSha>> {
  if (commits.length === 0) return new Set()
  return new Set((await resolveCommits(repository, [...new Set(commits)])).filter(commit => commit !== null))
}
