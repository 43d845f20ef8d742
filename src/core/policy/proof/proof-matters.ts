import { own } from '../../model/own.ts'
import type { KeptCommit } from '../../model/refs-state.ts'
import { branchOfAssignment, branchOfTask, homeBranch } from '../../state/facts/branch-of.ts'
import { isInFleet } from '../../state/facts/is-in-fleet.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { counted } from '../../text/counted.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { doubtOf, tipOfBranch } from '../facts/work/doubt.ts'
import { isWornThin, whyNotAgain } from '../facts/work/may-recheck.ts'
import { provenTasks } from '../facts/work/proven-tasks.ts'

/**
 * Makes the items about proofs: those that no longer count and that czar does not renew, commits that a branch lost, and unproven commits
 * on base.
 */
export function proofMatters(state: State): readonly AttentionMatter[] {
  return [...provenTasks(state.tasks).flatMap(task => proofMatter(state, task) ?? []), ...lostCommits(state), ...unprovenOnBase(state)]
}

/** Finds unproven work on base. A person merged such work too early, or a worker moved base itself. */
function unprovenOnBase(state: State): readonly AttentionMatter[] {
  const { refs, project, assignments } = state
  return Object.entries(refs?.unproven ?? {}).flatMap(([branch, commit]) => {
    const holder = Object.values(assignments).findLast(assignment => branchOfAssignment(state, assignment) === branch)
    if (holder === undefined) return []
    const base = project?.base ?? 'base'
    const text = `${base} has work of ${holder.worker} on ${holder.task} that nothing has proven, up to commit ${commit.slice(0, 8)} of ${branch}: it was merged or moved by hand, or by a worker`
    const hint = `git -C ${shellWord(project?.repo ?? '.')} log --oneline ${holder.fromSha?.slice(0, 8) ?? `${commit.slice(0, 8)}~1`}..${shellWord(base)}`
    return [{ key: `base:${branch}`, worker: holder.worker, text, hint }]
  })
}

function proofMatter(state: State, task: TaskState): AttentionMatter | null {
  if (task.state === 'stale') {
    const why = whyNotAgain(state, task)
    // A deleted branch has another item, and nothing can be checked until the branch is back.
    if (why === null || isBranchGone(state, task)) return null
    const text = `${task.recheck?.reason ?? 'unknown'}; it is not checked again by itself: ${why}`
    return say(task, text, task.recheck?.because === 'person' ? hintForLeft(state, task) : undefined)
  }
  if (task.state !== 'verified' || !isWornThin(task)) return null
  const doubt = doubtOf(state, task)
  return doubt === null ? null : say(task, `${doubt.reason}; it was checked again ${counted(task.rechecks, 'time')}`)
}

function say({ id, worker }: TaskState, text: string, hint = `czar verify ${worker ?? ''}`): AttentionMatter {
  return { key: `stale:${id}`, worker, text: `task ${id} was verified, but ${text}`, hint }
}

/** How a person gets a worker back that left the fleet and whose work failed a check. Returns undefined if it is in the fleet. */
function hintForLeft(state: State, { worker: id }: TaskState): string | undefined {
  const worker = own(state.workers, id ?? '')
  if (worker === undefined || isInFleet(state, worker.id)) return undefined
  if (worker.config.addedBy !== undefined) return `czar worker add ${worker.id} --task FILE   # it goes on on its branch`
  return `put ${worker.id} back into ${state.project?.file ?? 'FILE'}, then: czar reload && czar verify ${worker.id}`
}

function lostCommits(state: State): readonly AttentionMatter[] {
  const { refs, workers } = state
  return (refs?.kept ?? []).flatMap(({ worker: id, branch: lost, commit, ref }) => {
    const worker = own(workers, id)
    if (worker === undefined) return []
    const branch = lost ?? homeBranch(worker)
    const text = `${branch} lost commit ${commit.slice(0, 8)} (deleted, reset or rewritten); it is kept as ${ref}`
    return [{ key: `lost:${id}:${commit.slice(0, 12)}`, worker: worker.id, text, hint: bringBack(state, worker, { branch, ref }) }]
  })
}

/** Whether the branch was deleted. Czar keeps its last commit, so a person can make the branch again. */
function isBranchGone(state: State, task: TaskState): boolean {
  const branch = branchOfTask(state, task)
  const isOf = ({ branch: lost, worker }: KeptCommit) => (lost === undefined ? worker === task.worker : lost === branch)
  return tipOfBranch(state, task)?.commit === null && state.refs?.kept.some(isOf) === true
}

/**
 * Says how a person can bring the commits back. A branch that is checked out cannot be moved from outside, and newer commits must not get
 * lost.
 */
function bringBack(
  { project, refs }: State,
  { worktree, missing }: WorkerState,
  { branch, ref }: { readonly branch: string; readonly ref: string },
): string {
  const isGone = own(refs?.branches ?? {}, branch)?.commit === null
  if (worktree !== null && worktree.branch === branch && !(isGone && missing !== null))
    return `git -C ${shellWord(worktree.path)} merge ${ref}   # brings it back`
  return `git -C ${shellWord(project?.repo ?? '.')} branch -f ${shellWord(branch)} ${ref}   # brings it back`
}
