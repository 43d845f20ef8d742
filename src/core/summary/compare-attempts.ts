import type { CheckResult } from '../events/work-event.ts'
import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { attemptsAt, sayAttempt } from '../state/facts/attempts.ts'
import { branchOfTask, homeBranch } from '../state/facts/branch-of.ts'
import type { SettledAttempts } from '../state/types/attempts-state.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { plainText } from '../text/plain-text.ts'
import { shellWord } from '../text/shell-word.ts'

/** The attempts at one task side by side, in the order of their numbers. */
export interface AttemptsView {
  readonly task: TaskId
  readonly settle: 'first' | 'best'
  /** The attempt that won. It is null until czar settles it. */
  readonly winner: TaskId | null
  readonly reason: string | null
  readonly attempts: readonly AttemptView[]
}

export interface AttemptView {
  readonly number: number
  /** The attempt's task and its worker have the same name. */
  readonly task: TaskId
  readonly outcome: 'open' | 'won' | 'lost'
  readonly state: TaskState['state']
  readonly agent: string
  readonly model: string | null
  readonly branch: string | null
  /** The git ref that keeps an attempt that lost. */
  readonly ref: string | null
  /** The proven commit, or the last commit that czar saw. It is null if the attempt committed nothing. */
  readonly commit: CommitSha | null
  /** The accept commands of the last check. */
  readonly gates: readonly Pick<CheckResult, 'name' | 'outcome'>[]
  readonly files: readonly string[]
  /** How many lines the proven commit adds and removes. The numbers are null until the attempt is proven. */
  readonly added: number | null
  readonly removed: number | null
  readonly usd: number | null
  readonly is_partial: boolean
  /** How long the agents of the attempt ran, in ms. */
  readonly ran_ms: number
  readonly tries: number
  /** Why the attempt won or lost, or how it is doing. */
  readonly why: string
  /** The command that shows what the attempt changed. It is null if the attempt committed nothing. */
  readonly diff: string | null
}

/**
 * Returns the attempts at the task. `name` may be the id of the task or of any attempt at it. Returns null if the task has only one worker.
 */
export function compareAttempts(state: State, name: string): AttemptsView | null {
  const attempt = own(state.tasks, name)?.attempt
  if (attempt === undefined) return null
  const { task, settle } = attempt
  const settled = own(state.attempts ?? {}, task)
  return {
    task,
    settle: settled?.settle ?? settle,
    winner: settled?.winner ?? null,
    reason: settled === undefined ? null : plainText(settled.reason, 500),
    attempts: attemptsAt(state, task).map(one => viewAttemptOf(state, one, settled)),
  }
}

/** The tasks that several workers try. */
export function tasksWithAttempts({ tasks }: Pick<State, 'tasks'>): readonly TaskId[] {
  return [...new Set(Object.values(tasks).flatMap(({ attempt }) => attempt?.task ?? []))]
}

function viewAttemptOf(state: State, task: TaskState, settled: SettledAttempts | undefined): AttemptView {
  const worker = own(state.workers, task.id)
  const ref = settled?.kept[task.id] ?? null
  const assignment = own(state.assignments, task.assignment ?? '')
  const commit = task.verified?.commit ?? judgedOf(task, settled)?.commit ?? lastCommit(worker)
  const branch = branchOfTask(state, task) ?? (worker === undefined ? null : homeBranch(worker))
  return {
    number: task.attempt?.number ?? 0,
    task: task.id,
    outcome: settled === undefined ? 'open' : settled.winner === task.id ? 'won' : 'lost',
    state: task.state,
    agent: worker?.config.agent ?? '',
    model: worker?.config.model ?? null,
    branch,
    ref,
    commit,
    gates: (assignment?.lastVerdict?.checks ?? []).map(({ name, outcome }) => ({ name, outcome })),
    files: task.size?.files ?? worker?.git?.files ?? [],
    added: task.size?.added ?? null,
    removed: task.size?.removed ?? null,
    usd: worker?.usage?.usd ?? null,
    is_partial: worker?.usage?.isUsdPartial ?? false,
    ran_ms: ranMs(state, worker),
    tries: task.attempts,
    why: plainText(judgedOf(task, settled)?.why ?? sayNow(task, worker), 500),
    diff: sayDiff(state, worker, ref ?? commit),
  }
}

function judgedOf({ id }: TaskState, settled: SettledAttempts | undefined) {
  return settled?.attempts.find(({ task }) => task === id)
}

function lastCommit(worker: WorkerState | undefined): CommitSha | null {
  const { git, worktree } = worker ?? {}
  return git == null || git.head === worktree?.home.startSha ? null : git.head
}

function ranMs({ at }: State, worker: WorkerState | undefined): number {
  if (worker === undefined) return 0
  const { ms, since } = worker.ran
  return ms + (since === null ? 0 : Math.max(0, at - since))
}

/** Says how an attempt is doing while czar has not settled which one wins. */
function sayNow({ attempt, failure }: TaskState, worker: WorkerState | undefined): string {
  if (failure !== null) return failure
  const reason = worker?.health.reason ?? ''
  const name = attempt === undefined ? '' : `${sayAttempt(attempt)}: `
  return reason.startsWith(name) ? reason.slice(name.length) : reason
}

function sayDiff({ project }: State, worker: WorkerState | undefined, tip: string | null): string | null {
  const from = worker?.worktree?.home.startSha
  if (tip === null || from === undefined) return null
  return `git -C ${shellWord(project?.repo ?? '.')} diff ${from.slice(0, 12)}...${tip.startsWith('refs/') ? tip : tip.slice(0, 12)}`
}
