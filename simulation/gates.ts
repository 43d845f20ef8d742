import { earlierProofs } from '../src/core/claims/earlier-proofs.ts'
import type { Action } from '../src/core/events/decision.ts'
import type { EarlierWork } from '../src/core/events/duplicate-event.ts'
import type { Event } from '../src/core/events/event.ts'
import type { AttemptSize } from '../src/core/events/proof/attempts-event.ts'
import { outermost } from '../src/core/landing/contained-work.ts'
import type { CommitSha, TaskId } from '../src/core/model/ids.ts'
import { branchOfAssignment } from '../src/core/state/facts/branch-of.ts'
import type { TaskState } from '../src/core/state/types/task-state.ts'
import { taskOf, workOf } from './agents/mind.ts'
import { judgeFault, reasonsAgainst } from './fleets/judge-claim.ts'
import { isRightIn, passes } from './repository/judge-tree.ts'
import { contains, mergeCommits, treeAt } from './repository/repository.ts'
import type { Outcome } from './sums/tally.ts'
import { isAtHome, type SimulatedWorker, type Work, type World } from './world.ts'

type Verification = Extract<Action, { do: 'verify' }>

/**
 * Returns the result of the check of a claim. First it checks the place of the work, then what the accept commands notice. It knows nothing
 * else about the work.
 */
export function checkClaim(world: World, worker: SimulatedWorker, action: Verification): readonly Event[] {
  const task = claimedTask(world, action)
  const commit = commitToCheck(world, worker, action)
  if (task === null || commit === null) return []
  const by = task.state === 'stale' ? task.verified?.by : undefined
  if (by !== undefined) return proveByEarlier(world, action, { task, by })
  const work = workOf(worker, task.id)
  const faulty = task.state === 'stale' ? null : judgeFault(world, worker, { action, task, commit })
  if (faulty !== null) return faulty
  const free =
    task.state === 'stale' ? [] : [...FREE_CHECKS[world.program](worker, work), ...reasonsAgainst(world, worker, { task, commit })]
  const held = heldProofs(world, commit, task)
  const merged = mergedWithBase(world, task, commit)
  const conflict = merged === null ? [`Your branch no longer merges into main. Merge main into your branch and resolve the conflicts.`] : []
  const isChecked = free.length === 0 && merged !== null && world.program !== 'none'
  const isPassed = !isChecked || passesGates(world, worker, { commit: merged, tasks: [task.id, ...held.toRun] })
  const reasons = isPassed ? [...free, ...conflict] : [`\`npm test -- ${task.id}\` failed with exit code 1.`]
  if (reasons.length === 0) world.tally.accepted.set(task.id, outcomeOf(world, worker, { task: task.id, commit }))
  else if (isRight(world, worker, { task: task.id, commit })) world.tally.wrongRejections++
  return [finished(world, action, { task, commit, reasons, contained: held.contained })]
}

/** The commit to check: the claimed commit, or the newest commit of the branch of proven work. */
export function commitToCheck(world: World, worker: SimulatedWorker, action: Verification): CommitSha | null {
  const state = world.czar.state()
  const assignment = state.assignments[action.assignment]
  if (worker.tree === null || assignment === undefined) return null
  if (claimedTask(world, action)?.state !== 'stale') return worker.tree.head
  return world.repository.branches.get(branchOfAssignment(state, assignment) ?? '') ?? null
}

function claimedTask({ czar }: World, { assignment }: Verification): TaskState | null {
  const { assignments, tasks } = czar.state()
  return tasks[assignments[assignment]?.task ?? ''] ?? null
}

interface Checked {
  readonly task: TaskState
  readonly commit: CommitSha
  readonly reasons: readonly string[]
  readonly contained?: readonly TaskId[]
}

function finished({ repository }: World, { worker, assignment }: Verification, { task, commit, reasons, contained = [] }: Checked): Event {
  const outcome = reasons.length === 0 ? 'passed' : 'failed'
  return {
    kind: 'verification.finished',
    worker,
    assignment,
    commit,
    base: repository.base,
    verdict: reasons.length === 0 ? 'verified' : 'rejected',
    reasons,
    checks: task.accept.map(name => ({ name, outcome, exitCode: outcome === 'passed' ? 0 : 1, durationMs: 60_000 })),
    contains: contained,
    log: `/logs/${assignment}`,
    tail: '',
    durationMs: 60_000,
    ...(task.attempt === undefined ? {} : { size: sizeOf(repository, commit, task.id) }),
  }
}

function sizeOf(repository: World['repository'], commit: CommitSha, task: TaskId): AttemptSize {
  const { files = new Set<string>(), right = 0, wrong = 0 } = treeAt(repository, commit).parts.get(task) ?? {}
  return { files: [...files].toSorted(), added: 10 * (right + wrong), removed: 0 }
}

/** If the work of another task proved this task, the proof is repeated on the commit that brings that work to base. */
function proveByEarlier(world: World, action: Verification, { task, by }: { task: TaskState; by: EarlierWork }): readonly Event[] {
  const proof = by.task === null ? null : (world.czar.state().tasks[by.task]?.verified ?? null)
  const commit = proof === null || proof.by !== undefined ? null : proof.commit
  const isPassed = commit !== null && passes(world.plan, treeAt(world.repository, commit), task.id)
  const reasons = isPassed ? [] : [`The work of ${by.task}, which did your task too, does not pass: do what is left of your task.`]
  return [finished(world, action, { task, commit: commit ?? by.commit, reasons })]
}

/**
 * The commit to check for work that was proven before: the work merged with base, or else with the tested tree on base. It is null if the
 * merges conflict.
 */
function mergedWithBase({ czar, repository }: World, { rechecks }: TaskState, commit: CommitSha): CommitSha | null {
  if (rechecks === 0 || contains(repository, commit, repository.base)) return commit
  const { train } = czar.state()
  const tips = train === null || train.base !== repository.base ? [repository.base] : [repository.base, train.tested]
  for (const tip of tips) {
    const merged = mergeCommits(repository, tip, commit)
    if (!('conflicts' in merged)) return merged.commit
  }
  return null
}

/**
 * The proven work of other tasks that a commit contains, with those of their commands that must pass too. The tests of the merged tree run
 * the commands of all tasks in it.
 */
function heldProofs({ czar, repository }: World, commit: CommitSha, task: TaskState) {
  const state = czar.state()
  const { members = [], carried = {} } = state.train ?? {}
  const isHeld = (other: CommitSha) => contains(repository, commit, other)
  const earlier = earlierProofs(state, task).filter(proof => isHeld(proof.commit))
  const before = Object.entries(carried).map(([id, other]) => ({ task: id as TaskId, commit: other }))
  const held = [...earlier, ...before].filter(other => other.task !== task.id && isHeld(other.commit))
  const onTrain = new Set(members.filter(member => !task.after.includes(member.task)).map(member => member.commit))
  return {
    contained: outermost(state, held),
    toRun: earlier.flatMap(proof => (onTrain.has(proof.commit) ? [] : [proof.task])),
  }
}

interface CheckedCommit {
  readonly task: TaskId
  readonly commit: CommitSha
}

/** Whether the work is what was asked for: complete, in the right place, and nothing else. */
function isRight({ plan, repository }: World, worker: SimulatedWorker, { task, commit }: CheckedCommit): boolean {
  return isRightIn(plan, treeAt(repository, commit), task) && isAtHome(worker)
}

/**
 * Whether accepted work is right. right: it has no fault. hidden: it has a fault that accept commands, paths and words do not show. wrong:
 * it has a fault that one of them showed.
 */
function outcomeOf(world: World, worker: SimulatedWorker, checked: CheckedCommit): Outcome {
  if (isRight(world, worker, checked)) return 'right'
  const { task } = checked
  const work = workOf(worker, task)
  const isShown = work.outside.size > 0 || work.faults > 0 || !isAtHome(worker)
  return isShown || work.isSpokenOf || taskOf(world, task)?.isUnseen !== true ? isHiddenFault(world, worker, task) : 'hidden'
}

function isHiddenFault(world: World, worker: SimulatedWorker, task: TaskId): Outcome {
  const { right, wrong, faults, outside } = workOf(worker, task)
  const isWhole = right >= (taskOf(world, task)?.steps ?? 0)
  return isWhole && wrong === 0 && faults === 0 && outside.size === 0 && isAtHome(worker) ? 'hidden' : 'wrong'
}

/** The checks of each program that need no commands. The simple program checks only paths. The program without judgement checks nothing. */
const FREE_CHECKS = { czar: freeChecks, loop: pathCheck, none: () => [] } as const

function freeChecks({ tree }: Pick<SimulatedWorker, 'tree'>, work: Work): readonly string[] {
  if (tree === null) return []
  const reasons: string[] = []
  if (tree.branch !== tree.home) reasons.push(`Your worktree is on branch ${tree.branch}, but your work belongs on ${tree.home}.`)
  if (tree.dirty > 0) reasons.push(`There are ${tree.dirty} uncommitted paths.`)
  if (tree.commits === 0) reasons.push(`There is no commit of yours on ${tree.home}.`)
  return [...reasons, ...pathCheck({ tree }, work)]
}

function pathCheck(_: Pick<SimulatedWorker, 'tree'>, { outside }: Work): readonly string[] {
  return outside.size === 0 ? [] : [`These paths are outside your territory: ${[...outside].slice(0, 10).join(', ')}.`]
}

function passesGates(
  world: World,
  worker: SimulatedWorker,
  { commit, tasks }: { readonly commit: CommitSha; readonly tasks: readonly TaskId[] },
): boolean {
  // Work on another branch is not in the commit that is checked.
  if (!isAtHome(worker) || worker.random.chance(world.conduct.flakyRejection)) return false
  const tree = treeAt(world.repository, commit)
  return tasks.every(task => passes(world.plan, tree, task))
}
