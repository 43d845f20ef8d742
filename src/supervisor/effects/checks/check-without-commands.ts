import { judgeWork } from '../../../core/claims/judge-work.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { WorkFacts } from '../../../core/ports/work-facts.ts'
import { branchOfAssignment } from '../../../core/state/facts/branch-of.ts'
import { descendantsOf } from '../../../core/state/facts/children.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AssignmentState, TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import { checkStage, missingWork } from './check-stage.ts'

export interface CheckedWork extends WorkFacts {
  /** The reasons why the work is not accepted, each a whole sentence for the worker. Empty: there are none. */
  readonly reasons: readonly string[]
}

interface Claimed {
  readonly state: State
  readonly worker: WorkerState
  readonly assignment: AssignmentState
  readonly task: TaskState
}

interface Range {
  readonly fromSha: CommitSha
  /** The commit to check, if it is not the commit that is checked out in the worktree. */
  readonly tip?: CommitSha
}

/** Reads the work that an agent calls done, and judges it without running a command. */
export async function checkWithoutCommands(hands: Hands, claim: Claimed, { fromSha, tip }: Range): Promise<CheckedWork> {
  const { git, project } = hands
  const { state, worker, assignment, task } = claim
  const branch = branchOfAssignment(state, assignment) ?? worker.config.branch
  // The children's work is a part of the task. If it counted as other workers' work, nothing would be left of a task that was split, and
  // files that a child took over from its parent would not be compared with the parent's territory.
  const parts = (task.id as string) === worker.id ? descendantsOf(state, worker.id) : []
  const earlier = [
    ...task.earlier.flatMap(({ left }) => left?.branch ?? []),
    ...parts.map(part => part.worktree?.branch ?? part.config.branch),
  ]
  const path = worker.worktree?.path ?? ''
  const read = await git.readWork({ path, branch, earlier, fromSha, ...(tip === undefined ? {} : { tip }) })
  const isAboutFault = (assignment.fails ?? null) !== null
  const facts = isAboutFault || task.isRenewed === true ? evenIfEmpty(read) : read
  const others = Object.values(state.workers).filter(other => other.id !== worker.id && !parts.includes(other))
  const foreign = task.owns.length > 0 ? [] : others.flatMap(other => other.config.owns)
  const scope = { branch, fromSha, owns: territory(claim), foreign, protect: project.policy.protect }
  const about = { state, task }
  const ofStage = facts.commit === null ? [] : await (isAboutFault ? missingWork : checkStage)(hands, about, facts.commit)
  return { ...facts, reasons: [...judgeWork(scope, facts), ...ofStage] }
}

/** A stage that shows a fault, or that was done before, need not add commits. It then claims the present state of its branch. */
function evenIfEmpty(facts: WorkFacts): WorkFacts {
  return { ...facts, commit: facts.commit ?? facts.head, isWritten: true }
}

/** The paths that the branch may change. The worker's later tasks on the same branch add their paths to these. */
function territory({ state, worker, assignment, task }: Claimed): readonly string[] {
  const isLater = (other: AssignmentState) => other.worker === worker.id && other.branch === assignment.branch && other.at > assignment.at
  const given = Object.values(state.assignments).filter(isLater)
  const later = given.flatMap(other => state.tasks[other.task] ?? [])
  if ([task, ...later].some(({ owns }) => owns.length === 0)) return []
  return [...new Set([task, ...later].flatMap(({ owns }) => owns))]
}
