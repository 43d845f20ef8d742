import { type EarlierProof, earlierProofs } from '../../../core/claims/earlier-proofs.ts'
import type { EarlierWork } from '../../../core/events/duplicate-event.ts'
import type { Event } from '../../../core/events/event.ts'
import type { AttemptSize } from '../../../core/events/proof/attempts-event.ts'
import type { StageFault } from '../../../core/events/stages/stage-event.ts'
import { outermost } from '../../../core/landing/contained-work.ts'
import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isNewestWork } from '../../../core/policy/facts/work/doubt.ts'
import type { MergedWork } from '../../../core/ports/git-port.ts'
import { isPresumed } from '../../../core/state/facts/assignment-phase.ts'
import { branchOfAssignment } from '../../../core/state/facts/branch-of.ts'
import { allProven, workedBranch } from '../../../core/state/facts/worked-branches.ts'
import { sayProvenBy } from '../../../core/state/fold/proof/fold-duplicate.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AssignmentState, TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import { isLockFile } from '../../../core/text/lock-file.ts'
import type { Hands } from '../../hands.ts'
import { checkFreely, type Outcome } from './check-freely.ts'
import { plannedTasks } from './check-stage.ts'
import { type CheckedWork, checkWithoutCommands } from './check-without-commands.ts'
import { missingParts } from './missing-parts.ts'
import { proveFault, proveFindings } from './prove-fault.ts'
import type { CheckRecord } from './run-check.ts'
import { type GateVerdict, runGates } from './run-gates.ts'

type Finished = Extract<Event, { kind: 'verification.finished' }>

export interface Claim {
  readonly state: State
  readonly worker: WorkerState
  readonly assignment: AssignmentState
  readonly task: TaskState
  readonly announce: (commit: CommitSha) => void
  /** Aborted when czar exits. The abort ends the commands. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
}

/**
 * Proves a claimed task or rejects it. First come the checks that need no command. Then the accept commands run in a fresh worktree at the
 * claimed commit. At the end, czar reads the branch once more to make sure that it has not moved. If the task was proven before, czar tests
 * its work merged with base.
 */
export async function verify(hands: Hands, claim: Claim): Promise<readonly Event[]> {
  const startedAt = hands.clock.steady()
  const { fails = null } = claim.assignment
  const outcome = fails === null ? await prove(hands, claim) : await proveFault(hands, claim, fails)
  if ('fault' in outcome) return [disproved(claim, outcome.fault)]
  const isProven = outcome.verdict === 'verified' && outcome.commit != null
  const fault = isProven && claim.task.state !== 'stale' ? await proveFindings(hands, claim, outcome.commit) : null
  if (fault !== null) return [disproved(claim, fault)]
  if (isProven) await keep(hands, claim, outcome.commit)
  const size = isProven && claim.task.attempt !== undefined ? await measure(hands, claim, outcome.commit) : null
  const tasks = isProven ? await plannedTasks(hands, claim, outcome.commit) : null
  const more = { ...(size === null ? {} : { size }), ...(tasks === null ? {} : { tasks }) }
  return [finished(claim, { ...outcome, ...more }, hands.clock.steady() - startedAt)]
}

/** Counts how much the proven commit of an attempt changes. Returns null if git cannot tell. The proof counts anyway. */
async function measure({ git, log }: Hands, { worker, assignment, task, state }: Claim, commit: CommitSha): Promise<AttemptSize | null> {
  const { fromSha } = assignment
  const branch = branchOfAssignment(state, assignment) ?? worker.config.branch
  if (fromSha === null) return null
  try {
    const { baseline, files } = await git.readWork({ path: worker.worktree?.path ?? '', branch, fromSha, tip: commit })
    const changes = baseline === null ? [] : await git.changes(baseline, commit, files)
    const written = changes.filter(({ path }) => !isLockFile(path))
    const sum = (of: 'added' | 'removed') => written.reduce((lines, change) => lines + change[of].length, 0)
    return { files: [...files], added: sum('added'), removed: sum('removed') }
  } catch (error) {
    log.warn({ error: String(error), task: task.id }, 'the size of the attempt is unknown')
    return null
  }
}

function disproved({ worker, assignment, task }: Claim, fault: StageFault): Event {
  return { kind: 'stage.disproved', worker: worker.id, assignment: assignment.id, task: task.id, fault }
}

function prove(hands: Hands, claim: Claim): Promise<Outcome> {
  if (claim.task.state === 'stale') return proveAgain(hands, claim)
  return isPresumed(claim.assignment) ? provePresumed(hands, claim) : proveClaim(hands, claim)
}

/**
 * Proves a task that no agent has called done. Its accept commands must pass now, and must fail on the commit from which the task began.
 */
async function provePresumed(hands: Hands, claim: Claim): Promise<Outcome> {
  const outcome = await proveClaim(hands, claim)
  const { fromSha } = claim.assignment
  if (outcome.verdict !== 'verified' || fromSha === null) return { ...outcome, verdict: 'void' }
  const before = await runGates(hands, { ...claim, earlier: [], isBefore: true }, fromSha)
  const flags = [...(outcome.flags ?? []), 'its worker did not claim it; czar checked it without a claim']
  if (before.verdict === 'rejected') return { ...outcome, flags }
  const reason =
    'The accept commands pass, but they also passed before the work, so only you can say whether the task is done: `czar report done`.'
  return { ...outcome, verdict: 'void', reasons: [reason] }
}

/** Keeps the proven commit under a git ref of its own. If that fails, the proof still holds as long as the branch contains the commit. */
async function keep({ git, project, log }: Hands, { task }: Claim, commit: CommitSha): Promise<void> {
  await git
    .keepProof(`${project.name}/${task.id}`, commit)
    .catch((error: unknown) =>
      log.warn({ error: String(error), task: task.id }, 'the proven commit has no git ref of its own, only its branch'),
    )
}

async function proveClaim(hands: Hands, claim: Claim): Promise<Outcome> {
  const { fromSha } = claim.assignment
  if (fromSha === null) return { verdict: 'error', reasons: ['Its branch is not made yet.'] }
  const before = await checkWithoutCommands(hands, claim, { fromSha })
  const { base, commit } = before
  const missing = commit === null ? [] : await missingParts(hands.git, claim, commit)
  if (missing.length > 0) return { verdict: 'rejected', commit, reasons: missing }
  const { earlier, contains } = commit === null ? NOTHING : await proofsIn(hands, claim, commit)
  const { free, ...more } = await checkFreely(hands, before, { ...claim, earlier })
  if (commit === null || free.verdict === 'rejected') return free
  // If the task was proven before, its work must also pass after a merge with base. Otherwise czar would prove it, find the proof void
  // after the merge, and prove it again without end.
  const asIs = { base, commit, conflicts: [] }
  const tried = claim.task.rechecks > 0 ? await mergedWithBase(hands, claim, commit) : asIs
  const merged = tried.commit === null && contains.length > 0 && isOfOthers(before, tried) ? asIs : tried
  if (merged.commit === null) return { ...free, verdict: 'rejected', reasons: [sayConflict(hands, merged.conflicts)] }
  claim.announce(commit)
  const early = await sayEarly(hands, claim, base)
  const gates = sayMerged(hands, commit, { merged, ...(await runGates(hands, { ...claim, ...more, earlier }, merged.commit)) })
  const proven = { ...free, base: merged.base, ...gates, contains, flags: [...early, ...bothFlags(free, gates)] }
  if (gates.verdict !== 'verified' || (await checkWithoutCommands(hands, claim, { fromSha })).commit === commit) return proven
  return { ...proven, verdict: 'void', reasons: ['The branch moved while it was being checked.'] }
}

/**
 * Proves the newest commit on the branch once more. If base has newer commits, the commit is merged with base for the test. Uncommitted
 * files in the worktree do not matter.
 */
async function proveAgain(hands: Hands, claim: Claim): Promise<Outcome> {
  if (claim.task.verified?.by !== undefined) return proveByEarlier(hands, claim, claim.task.verified.by)
  const tip = isNewestWork(claim.state, claim.task) ? await tipNow(hands, claim) : claim.task.verified?.commit
  const { fromSha } = claim.assignment
  if (tip === undefined || fromSha === null) return { verdict: 'error', reasons: ['Czar does not know which commit to check.'] }
  const before = await checkWithoutCommands(hands, claim, { fromSha, tip })
  const { earlier, contains } = await proofsIn(hands, claim, tip)
  const { free, ...more } = await checkFreely(hands, before, { ...claim, earlier })
  if (before.commit === null || free.verdict === 'rejected') return free
  const merged = await mergedWithBase(hands, claim, tip)
  if (merged.commit === null && contains.length > 0 && isOfOthers(before, merged))
    return { ...free, verdict: 'error', reasons: [sayOthers(hands, merged.conflicts)] }
  if (merged.commit === null) return { ...free, verdict: 'rejected', reasons: [sayConflict(hands, merged.conflicts)] }
  claim.announce(tip)
  const gates = sayMerged(hands, tip, { merged, ...(await runGates(hands, { ...claim, ...more, earlier }, merged.commit)) })
  return { ...free, base: merged.base, ...gates, contains, flags: bothFlags(free, gates) }
}

/** If the tested tree was a merge with base, adds that to the message about a failure. */
function sayMerged({ project }: Hands, tip: CommitSha, { merged, ...gates }: GateVerdict & { readonly merged: MergedWork }): GateVerdict {
  if (merged.commit === tip) return gates
  return { ...gates, reasons: gates.reasons.map(reason => `Merged with ${project.base}: ${reason}`) }
}

/** Proves a task again whose proof is the work of another task. The test runs on the commit that will be merged for the other task. */
async function proveByEarlier(hands: Hands, claim: Claim, by: EarlierWork): Promise<Outcome> {
  const proof = by.task === null ? null : (own(claim.state.tasks, by.task)?.verified ?? null)
  const commit = by.task === null ? by.commit : proof?.commit
  if (commit === undefined || proof?.by !== undefined)
    return {
      verdict: 'rejected',
      commit: by.commit,
      reasons: [`The work of ${by.task}, which did your task too, could not be proven. Do the rest of your task.`],
    }
  const gates = await runGates(hands, { ...claim, earlier: [] }, commit)
  const reasons = gates.reasons.map(reason => `On the work of ${by.task ?? hands.project.base}, which did your task too: ${reason}`)
  return { commit, base: proof?.base ?? null, ...gates, reasons, flags: [sayProvenBy({ ...by, commit }), ...gates.flags] }
}

/**
 * A note for people if base already has commits of the task that are not proven, because they were merged without czar or base was moved.
 */
async function sayEarly({ git, project }: Hands, { state, assignment }: Claim, base: CommitSha): Promise<readonly string[]> {
  const worked = workedBranch(state, assignment)
  if (worked === null) return []
  const found = await git.unprovenOnBase({ base, branches: [worked], proven: allProven(state) })
  return own(found, worked.branch) === undefined ? [] : [`commits of it were on ${project.base} before they were proven`]
}

function bothFlags(free: Outcome, gates: GateVerdict): readonly string[] {
  return [...(free.flags ?? []), ...gates.flags]
}

/** Reads the newest commit of the branch again. It may have moved, for example because a person has just restored a lost commit. */
async function tipNow(hands: Hands, { state, worker, assignment, task }: Claim): Promise<CommitSha | undefined> {
  const branch = branchOfAssignment(state, assignment) ?? worker.config.branch
  const { branches } = await hands.git.refs([{ worker: worker.id, branch, proven: [], last: null }])
  return own(branches, branch) ?? task.verified?.commit
}

/** The proven work of other tasks that a commit contains. */
interface ContainedWork {
  /**
   * Proven work of other tasks, whose commands must pass too. Work on the train is not included, because the train is tested as a whole.
   */
  readonly earlier: readonly EarlierProof[]
  readonly contains: readonly TaskId[]
}

const NOTHING: ContainedWork = { earlier: [], contains: [] }

async function proofsIn(hands: Hands, { state, task }: Claim, tip: CommitSha): Promise<ContainedWork> {
  const { members = [], carried = {} } = state.train ?? {}
  const proofs = earlierProofs(state, task)
  // A proof that is no longer valid counts here too, because its work is in this commit.
  const known = [...proofs, ...Object.entries(carried).map(([id, commit]) => ({ task: id as TaskId, commit }))]
  const commits = new Set(await hands.git.builtOn(tip, [...new Set(known.map(({ commit }) => commit))]))
  const contained = known.filter(({ task: other, commit }) => other !== task.id && commits.has(commit))
  const onTrain = new Set(members.filter(member => !task.after.includes(member.task)).map(({ commit }) => commit))
  return {
    earlier: proofs.filter(({ commit }) => commits.has(commit) && !onTrain.has(commit)),
    contains: outermost(state, contained),
  }
}

/**
 * Merges the commit with base for a test. If it conflicts with base, it is merged with the train's tested tip instead, because there the
 * conflict with other workers' work may already be resolved.
 */
async function mergedWithBase({ git }: Hands, { state }: Claim, tip: CommitSha): Promise<MergedWork> {
  const merged = await git.mergeWithBase(tip)
  const { train } = state
  if (merged.commit !== null || train === null || train.base !== merged.base || train.tested === train.base) return merged
  const again = await git.mergeWithBase(tip, train.tested)
  return again.commit === null || again.base !== merged.base ? merged : again
}

/**
 * Whether the conflict with base is only in files of other workers, whose work the commit contains. Those other workers must resolve the
 * conflict.
 */
function isOfOthers({ files }: CheckedWork, { conflicts }: MergedWork): boolean {
  return conflicts.length > 0 && !conflicts.some(path => files.includes(path))
}

function sayOthers({ project }: Hands, files: readonly string[]): string {
  return `Work of others that the branch contains does not merge into ${project.base} yet, in ${files.slice(0, 10).join(', ')}.`
}

function sayConflict({ project }: Hands, files: readonly string[]): string {
  const named = files.length === 0 ? '' : ` in ${files.slice(0, 10).join(', ')}`
  return `Your branch no longer merges into ${project.base}: both changed the same lines${named}. Merge ${project.base} into your branch and resolve the conflicts.`
}

function finished({ worker, assignment }: Claim, outcome: Outcome, durationMs: number): Finished {
  return {
    kind: 'verification.finished',
    worker: worker.id,
    assignment: assignment.id,
    commit: null,
    base: null,
    checks: [],
    flags: [],
    log: null,
    tail: '',
    ...outcome,
    durationMs,
  }
}
