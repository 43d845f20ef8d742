import { isWaitAdvice } from '../forecast/conflict-advice.ts'
import { chooseFacts } from '../history/choose-facts.ts'
import { assertNever } from '../model/errors.ts'
import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { Project } from '../model/project.ts'
import { branchOfTask, homeBranch } from '../state/facts/branch-of.ts'
import type { MessageState } from '../state/types/message-state.ts'
import type { State } from '../state/types/state.ts'
import type { AssignmentState, TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { peersOf } from './gather-peers.ts'
import { leftFacts } from './left-facts.ts'
import { likelyCause } from './likely-cause.ts'
import { oneLine, taskTitle } from './lines.ts'
import type { BriefFacts, CommonFacts, DependencyFacts, EarlierFacts, MessageFacts, Rejection, WorkBefore } from './message-facts.ts'
import { reviewFacts } from './review-facts.ts'

/**
 * Collects from the state the facts that a queued message needs, at the time when it is delivered. Returns null if the worker or the task
 * is unknown. `textFile` is the path of the file that keeps the assignment's brief.
 */
export function gatherFacts(state: State, message: MessageState, textFile: string | null): MessageFacts | null {
  const worker = state.workers[message.worker]
  if (state.project === null || worker === undefined) return null
  const assignment = message.assignment === null ? null : (state.assignments[message.assignment] ?? null)
  const task = assignment === null ? null : (state.tasks[assignment.task] ?? null)
  const context = { state, project: state.project, worker, assignment, task, message }
  return kindFacts(context, commonFacts(context, textFile))
}

interface PolicyContext {
  readonly state: State
  readonly project: Project
  readonly worker: WorkerState
  readonly assignment: AssignmentState | null
  readonly task: TaskState | null
  readonly message: MessageState
}

function commonFacts({ project, worker, message, task }: PolicyContext, textFile: string | null): CommonFacts {
  return {
    message: message.id,
    assignment: message.assignment,
    project: project.name,
    worker: worker.id,
    branch: worker.worktree?.branch ?? worker.config.branch,
    worktree: worker.worktree?.path ?? `${project.worktreesDir}/${worker.id}`,
    base: project.base,
    textFile,
    owns: task?.owns ?? worker.config.owns,
    accept: task?.accept ?? worker.config.accept,
  }
}

// Long: there is one case for each kind of message.
function kindFacts(context: PolicyContext, common: CommonFacts): MessageFacts | null {
  const { message, worker, project } = context
  const { kind, facts } = message
  const { reviews } = worker.config
  if (reviews !== undefined && kind === 'brief')
    return reviewFacts(context.state, { common, reviews, isAgain: facts['again'] !== undefined })
  if (reviews !== undefined && (kind === 'nudge' || kind === 'restate')) {
    const problem = facts['problem'] ?? 'Czar has seen no sign of work from you.'
    return { ...common, kind: 'review_nudge', problem }
  }
  switch (kind) {
    case 'brief':
      return briefFacts(context, common)
    case 'rework': {
      const attempts = project.policy.verify.attempts
      return { ...common, kind, ...(rejection(context) ?? NOTHING), attempt: number(facts['attempt']), attempts }
    }
    case 'nudge':
      return { ...common, kind, silentSeconds: facts['by'] === 'person' ? null : number(facts['seconds']), before: workBefore(worker) }
    case 'restate':
      return { ...common, kind, problem: facts['problem'] ?? '' }
    case 'notice':
      return {
        ...common,
        kind,
        problem: facts['problem'] ?? '',
        isAdvice: facts['advice'] !== undefined,
        goesOn: facts['advice']?.startsWith('proven:') !== true && !isWaitAdvice(facts['advice']),
      }
    case 'handoff':
      return { ...common, kind, percent: number(facts['percent']) }
    case 'unblock':
      return { ...common, kind, dependency: dependencyFacts(context, (facts['dependency'] ?? '') as TaskId) }
    case 'go_on':
      return { ...common, kind, after: facts['after'] === 'login' ? 'login' : 'limit' }
    case 'withdraw':
      return { ...common, kind, withdrawn: facts['withdrawn'] ?? '' }
    case 'letter':
      return { ...common, kind, count: number(facts['count']), senders: sendersOf(context.state, facts['senders'] ?? '') }
    case 'tell':
      return { ...common, kind, text: facts['text'] ?? '' }
    default:
      return assertNever(kind)
  }
}

function briefFacts(context: PolicyContext, common: CommonFacts): MessageFacts | null {
  const { state, worker, assignment, task, message } = context
  if (assignment === null || task === null) return null
  const { again } = message.facts
  const isRewritten = again === 'rewritten'
  const isAgain = again !== undefined && !isRewritten
  return {
    ...common,
    kind: 'brief',
    assignmentKind: assignment.kind,
    maySpawn: state.project?.policy.spawn != null && (assignment.task as string) === worker.id,
    task: task.text,
    ...partFacts(context),
    startsWith: provenIn(state, worker.worktree?.includes ?? []),
    kept: worker.worktree?.kept ?? null,
    setup: assignment.branch === null ? [] : worker.config.setup,
    // A stage that another worker took over keeps its role.
    role: (own(state.workers, task.id)?.config.stage === undefined ? worker : state.workers[task.id])?.config.role ?? null,
    peers: peersOf(state, worker),
    repositoryFacts: chooseFacts(state.repositoryFacts ?? [], { owns: task.owns, now: state.at }),
    dependencies: task.after.map(id => dependencyFacts(context, id)),
    ...(task.isRenewed === true ? { doneBefore: sayDoneBefore(task) } : {}),
    earlier: task.earlier.map(({ worker: id, how, left }) => ({
      worker: id,
      how,
      branch: left?.branch ?? null,
      commit: left?.commit ?? null,
      isNothing: left?.isNothing === true,
      ...(how === 'rejected' ? failedFor(state, task.id, id) : { failed: [], rejections: 0 }),
      isOwn: id === worker.id,
    })),
    isRewritten,
    before: isAgain ? (workBefore(worker) ?? UNTOUCHED) : null,
    rejected: assignment.state === 'rework' ? rejection(context) : null,
    rejectedBefore: assignment.state === 'rework' ? assignment.rejected.slice(0, -1).map(({ reasons }) => reasons) : [],
    left: isAgain ? leftFacts(worker, assignment) : null,
  }
}

/** Says whose task this task is a part of, and which commit of that worker the branch contains. */
function partFacts({ state, worker, assignment, task }: PolicyContext): Pick<BriefFacts, 'part'> {
  const { addedBy } = own(state.workers, task?.id ?? '')?.config ?? {}
  const parent = addedBy?.who === 'worker' ? own(state.workers, addedBy.parent) : undefined
  // If another worker took the task over, its branch starts elsewhere.
  const isHome = task?.id === (worker.id as string) && assignment?.branch === null
  const from = isHome ? (addedBy?.from ?? null) : null
  if (parent === undefined && from === null) return {}
  const title = taskTitle(own(state.tasks, parent?.id ?? '')?.text.text ?? parent?.config.task.text ?? '')
  const whose = parent === undefined ? null : { worker: parent.id, branch: homeBranch(parent), title }
  return { part: { parent: whose, from, hasNewerBase: from !== null && worker.worktree?.startSha !== from } }
}

/** Says why a stage is done again: an earlier stage changed its work, because this stage or a later one showed a fault. */
function sayDoneBefore({ sentBack }: TaskState): string {
  const shown =
    sentBack === undefined
      ? ''
      : ` Then \`${oneLine(sentBack.fault.command, 300)}\` failed at commit ${sentBack.fault.commit.slice(0, 12)}, so run it again first.`
  return `- This stage was done before, and its commits are on your branch. An earlier stage has changed its work since: merge it, and judge it as it is now.${shown} You need not add commits.`
}

function provenIn({ tasks }: State, commits: readonly CommitSha[]): readonly TaskId[] {
  const held = new Set(commits)
  return Object.values(tasks).flatMap(({ id, verified }) => (verified !== null && held.has(verified.commit) ? [id] : []))
}

const NOTHING: Rejection = { reasons: [], tail: '', log: null, likely: [] }
const UNTOUCHED: WorkBefore = { commits: 0, lastCommit: null, dirty: 0, files: [] }

function rejection({ assignment, worker }: Pick<PolicyContext, 'assignment' | 'worker'>): Rejection | null {
  if (assignment === null || assignment.lastVerdict === null) return null
  const { reasons, tail, log } = assignment.lastVerdict
  const before = assignment.rejected.at(-2)
  const likely = before === undefined ? [] : likelyCause({ tail, before: before.error, files: worker.git?.files ?? [] })
  return { reasons, tail, log, likely }
}

/** Returns the checks that failed when a worker last claimed the task that it had before. */
function failedFor({ assignments }: State, task: TaskId, worker: WorkerId): Pick<EarlierFacts, 'failed' | 'rejections'> {
  const theirs = Object.values(assignments).findLast(one => one.task === task && one.worker === worker)
  const checks = theirs?.lastVerdict?.checks ?? []
  const failed = checks.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'flaky').map(({ name }) => name)
  return { failed, rejections: theirs?.rejections ?? 0 }
}

function workBefore({ git }: WorkerState): WorkBefore | null {
  if (git === null) return null
  return {
    commits: git.commitsSinceStart,
    lastCommit: git.commitsSinceStart === 0 ? null : git.lastCommit,
    dirty: git.dirty,
    files: git.files,
  }
}

/**
 * Returns the facts about a task that this task needs. If the same worker did that task, its commits are already on the worker's branch.
 * Any other worker must merge them.
 */
function dependencyFacts({ state, worker }: PolicyContext, id: TaskId): DependencyFacts {
  const task = state.tasks[id]
  const peer = state.workers[task?.worker ?? id]
  const verified = task?.state === 'verified' ? task.verified : null
  const branch = (task === undefined ? null : branchOfTask(state, task)) ?? (peer === undefined ? '' : homeBranch(peer))
  return {
    worker: peer?.id ?? (id as string as WorkerId),
    branch,
    commit: verified?.commit ?? null,
    verified: verified !== null,
    included: verified !== null && (branch === worker.worktree?.branch || worker.worktree?.includes.includes(verified.commit) === true),
  }
}

/** Keeps only the names of workers that czar knows, because an event may hold any text. */
function sendersOf(state: State, names: string): readonly WorkerId[] {
  return names.split(', ').flatMap(name => own(state.workers, name)?.id ?? [])
}

function number(text: string | undefined): number {
  return Number(text ?? 0) || 0
}
