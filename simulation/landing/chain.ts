import type { Action, ProvenCommit } from '../../src/core/events/decision.ts'
import type { Event } from '../../src/core/events/event.ts'
import type { LeftOut, TrainMember } from '../../src/core/events/train-event.ts'
import { lossAbove } from '../../src/core/landing/content-loss.ts'
import type { CommitSha, TaskId } from '../../src/core/model/ids.ts'
import { fileVersions } from '../repository/file-versions.ts'
import type { Meeting } from '../repository/meetings.ts'
import { contains, mergeCommits, type Repository } from '../repository/repository.ts'
import type { World } from '../world.ts'

/** Merges proven commits one by one, as czar does with git. Checks by czar's own rule whether an agent's merge lost lines. */
export function chain(world: World, { onto, commits, without }: Extract<Action, { do: 'chain_train' }>): readonly Event[] {
  const tested = world.czar.state().train?.members ?? []
  const members: TrainMember[] = []
  const leftOut: LeftOut[] = []
  let tip = onto
  for (const proven of commits) {
    const outcome = addToChain(world, proven, { tip, before: [...tested, ...members], leftOut: [...without, ...leftOut] })
    if ('because' in outcome) leftOut.push(outcome)
    else {
      members.push(outcome)
      tip = outcome.merge
    }
  }
  const asides = leftOut.map(aside => ({ kind: 'train.set_aside', onto, run: null, ...aside }) as const)
  return [...asides, { kind: 'train.chained', onto, members }]
}

/** The chain so far, to which the next task is added. */
interface ChainSoFar {
  readonly tip: CommitSha
  readonly before: readonly TrainMember[]
  readonly leftOut: readonly Pick<LeftOut, 'task' | 'commit'>[]
}

function addToChain(world: World, { task, commit, isMended }: ProvenCommit, { tip, before, leftOut }: ChainSoFar): TrainMember | LeftOut {
  const { repository, plan } = world
  const policy = plan.project.policy.merge
  const needs = leftOut.filter(other => contains(repository, commit, other.commit))
  if (needs.length > 0) return { task, commit, because: 'needs', files: [], beside: needs.map(other => other.task) }
  const merged = mergeCommits(repository, tip, commit, policy?.additions === 'test')
  const besides = (meetings: readonly Meeting[]) => besideOf(before, meetings, task)
  if ('conflicts' in merged) {
    const { conflicts } = merged
    return { task, commit, because: 'conflict', files: conflicts.map(({ path }) => path), beside: besides(conflicts) }
  }
  const lost = isMended === true ? lostIn(repository, { tip, commit, result: merged.commit }, policy?.contentLoss ?? 1) : []
  if (lost.length > 0) {
    const files = [...new Set(lost.map(({ path }) => path))]
    const meetings = plan.meetings.filter(({ path }) => files.includes(path))
    return { task, commit, because: 'content', files, lost: lost.map(({ path, line }) => `${path}: ${line}`), beside: besides(meetings) }
  }
  const member = { task, commit, merge: merged.commit }
  if (merged.joined.length === 0) return member
  return { ...member, joined: { files: merged.joined.map(({ path }) => path), beside: besides(merged.joined) } }
}

/** The already merged tasks that also changed the given places. */
function besideOf(before: readonly TrainMember[], meetings: readonly Meeting[], task: TaskId): readonly TaskId[] {
  const named = new Set(meetings.flatMap(({ tasks }) => tasks))
  return before.flatMap(member => (member.task !== task && named.has(member.task) ? [member.task] : []))
}

function lostIn(repository: Repository, merge: { tip: CommitSha; commit: CommitSha; result: CommitSha }, most: number) {
  const own = beforeMerge(repository, merge)
  return lossAbove(most, fileVersions(repository, { tip: merge.tip, own, result: merge.result }))
}

/**
 * The task's work before its worker last merged other work into it. It is null if the worker merged nothing beyond what is already in the
 * merged tree.
 */
function beforeMerge(repository: Repository, { tip, commit }: { tip: CommitSha; commit: CommitSha }): CommitSha | null {
  for (let at: CommitSha | undefined = commit; at !== undefined && !contains(repository, tip, at); ) {
    const parents: readonly CommitSha[] = repository.commits.get(at)?.parents ?? []
    if (parents.length > 1) return parents[0] ?? null
    at = parents[0]
  }
  return null
}
