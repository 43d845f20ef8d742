import { asideOf, heldBack, isLanded } from '../../landing/boarding.ts'
import { launchLine } from '../../model/gave-up.ts'
import type { CommitSha, TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { awaitsReview, rejectionOf, undecidedReview } from '../../review/pending-review.ts'
import { beganUnproven, isPart, parentOf } from '../../state/facts/children.ts'
import { isChosen } from '../../state/facts/is-chosen.ts'
import { wantedTasks } from '../../state/facts/is-reviewer.ts'
import { isHalfDone, stageOf } from '../../state/facts/stages.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { shellWord } from '../../text/shell-word.ts'
import { hintNow } from '../../views/hint-text.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { doubtOf, isSure } from '../facts/work/doubt.ts'
import { unsettledProof } from '../facts/work/duplicates.ts'
import { isWornThin, whyNotAgain } from '../facts/work/may-recheck.ts'
import { isStopped } from '../facts/work/out-of-reach.ts'
import { isProven } from '../facts/work/proven-tasks.ts'
import { whyUnsure } from './tend-train.ts'
import { trainProblem } from './train-problem.ts'

/** A proven task that is neither in base, nor on the train, nor set aside. */
export interface OffTrain {
  readonly task: TaskId
  readonly commit: CommitSha
  /** The tasks for whose work this one waits. */
  readonly others: readonly TaskId[]
  /** Why the task is not on the train, as the end of a sentence about the task. */
  readonly text: string
  /** The command that brings the task onto the train. Null if czar does it by itself, or if there is no such command. */
  readonly hint: string | null
}

type Reason = Pick<OffTrain, 'text' | 'hint'>

/**
 * Returns the proven tasks that are not on the train, each with the reason. It leaves out the tasks that go onto the train next, and the
 * parts of other workers' tasks as long as these workers can still merge them. If the train has stopped, that is the reason for all tasks
 * and the list is empty.
 */
export function offTrain(state: State): readonly OffTrain[] {
  const { project, train } = state
  if (project === null || (train === null && project.policy.merge?.mode !== 'omnibus') || trainProblem(state) !== null) return []
  const held = new Map(train === null ? [] : heldBack(state, train).map(({ task, others }) => [task.id, others]))
  const onTrain = new Map([...(train?.members ?? []), ...(train?.candidate?.members ?? [])].map(({ task, commit }) => [task, commit]))
  return wantedTasks(state).flatMap(task => {
    const { id, verified } = task
    if (task.state !== 'verified' || verified === null || verified.by !== undefined || onTrain.get(id) === verified.commit) return []
    if (isLanded(state, task) || (train !== null && asideOf(state, train, id) !== null)) return []
    const others = held.get(id) ?? []
    const why = whyOff(state, task, others)
    return why === null ? [] : [{ task: id, commit: verified.commit, others, text: why.text, hint: hintNow(state, why.hint) }]
  })
}

function whyOff(state: State, task: TaskState, others: readonly TaskId[]): Reason | null {
  if (isPart(state, task.id)) return whyPart(state, task)
  if (isHalfDone(state, task.id)) return whyStage(state, task)
  return (
    whyNotChosen(state, task) ??
    whyReviewed(state, task) ??
    whyDoubtful(state, task) ??
    whyDuplicate(state, task) ??
    whyHeld(state, task, others) ??
    (isOver(state) ? { text: 'was not merged before the run was over', hint: 'czar merge' } : null)
  )
}

/** Says why a part of a task is not merged: the worker with the whole task is over without a proof, or czar no longer knows that worker. */
function whyPart(state: State, { id, verified }: TaskState): Reason | null {
  const byHandHint = mergeByHand(state, verified)
  if (beganUnproven(own(state.workers, id)?.config ?? {}))
    return { text: 'began on work of a worker that is over, and nothing has proven that work', hint: byHandHint }
  const whole = unprovenWhole(state, id)
  if (whole === null || !isStuck(state, whole)) return null
  const { text, hint } = sayUnproven(state, whole)
  return { text: `is a part of ${whole}, which ${text}`, hint: own(state.tasks, whole)?.state === 'dropped' ? byHandHint : hint }
}

function mergeByHand({ project }: State, verified: TaskState['verified']): string {
  return `git -C ${shellWord(project?.repo ?? '.')} merge ${verified?.commit.slice(0, 12)}   # merges it by hand`
}

/** The nearest task of which this one is a part and that is not proven, or null if all of them are. */
function unprovenWhole(state: State, id: TaskId): TaskId | null {
  const parent = parentOf(own(state.workers, id)?.config ?? {}) as TaskId | null
  if (parent === null) return null
  return isProven(own(state.tasks, parent)) ? unprovenWhole(state, parent) : parent
}

/** The stages of each task that is done in stages, in order. They are looked up for every stage of every task. */
const stagesOf = memoizeLast((workers: State['workers']) => {
  const stages = Object.values(workers).flatMap(({ id, config: { stage } }) =>
    stage === undefined ? [] : [{ of: stage.of, task: id as string as TaskId, name: stage.id, number: stage.number }],
  )
  return Map.groupBy(
    stages.toSorted((one, other) => one.number - other.number),
    ({ of }) => of,
  )
})

/** Says why the work of a stage is not merged. Only the furthest proven stage is named, because it contains the work of those before it. */
function whyStage(state: State, { id }: TaskState): Reason | null {
  const stage = stageOf(state, id)
  if (stage === null) return null
  const later = (stagesOf(state.workers).get(stage.of) ?? []).filter(other => other.number > stage.number)
  if (later.some(({ task }) => isProven(own(state.tasks, task)))) return null
  const next = later.find(({ task }) => isLost(own(state.tasks, task))) ?? later[0]
  if (next === undefined || !isStuck(state, next.task)) return null
  const { text, hint } = sayUnproven(state, next.task)
  return { text: `is stage ${stage.id} of ${stage.of}, and stage ${next.name} ${text}`, hint }
}

function whyNotChosen({ train }: State, { id }: TaskState): Reason | null {
  return train === null || isChosen(train, id) ? null : { text: 'was left out of the last `czar merge`', hint: 'czar merge' }
}

function whyReviewed(state: State, task: TaskState): Reason | null {
  if (!awaitsReview(state, task, isSure(state))) return null
  if (rejectionOf(state, task) === null)
    return isOver(state) ? { text: 'was not reviewed to the end', hint: 'czar merge' } : { text: 'waits for its review', hint: null }
  const all = [...(state.train?.members ?? []), { task: task.id }].map(member => shellWord(member.task)).join(',')
  const liveHint = undecidedReview(state, task) === null ? null : `czar review ${shellWord(task.id)} --accept   # merges it anyway`
  const hint = isOver(state) ? `czar merge --only ${all}   # merges it anyway` : liveHint
  return { text: 'still has what its review found', hint }
}

/** Says what is wrong with the proof. While czar runs, it checks such a proof again by itself, but not without end. */
function whyDoubtful(state: State, task: TaskState): Reason | null {
  const doubt = doubtOf(state, task)
  if (doubt === null) {
    const isSeen = isSure(state)(task)
    return isSeen || !isOver(state) ? null : { text: 'was not compared with base after its proof', hint: 'czar merge' }
  }
  const text = `has a doubtful proof: ${doubt.reason}`
  if (isOver(state) && whyUnsure(state, task) === null) return { text, hint: 'czar merge' }
  return { text, hint: isOver(state) || isWornThin(task) ? `czar verify ${task.worker}` : null }
}

function whyDuplicate(state: State, task: TaskState): Reason | null {
  const found = unsettledProof(state, task)
  if (found === null) return null
  const text = `does the same as ${found.earlier.task ?? state.project?.base ?? 'base'}, and czar has not decided which of them is merged`
  return { text, hint: isOver(state) ? 'czar merge' : null }
}

function whyHeld(state: State, { verified }: TaskState, others: readonly TaskId[]): Reason | null {
  const isOpen = (id: TaskId) => !isProven(own(state.tasks, id))
  const cause = others.find(id => isLost(own(state.tasks, id))) ?? others.find(isOpen) ?? others[0]
  if (cause === undefined) return null
  const { text, hint } = sayUnproven(state, cause)
  const isDropped = own(state.tasks, cause)?.state === 'dropped'
  const about = `builds on ${others.join(', ')}${others.length === 1 ? ', which' : `; ${cause}`} ${text}`
  return { text: about, hint: isDropped ? mergeByHand(state, verified) : hint }
}

/** Says what became of a task for which another one waits, as the end of a sentence, and which command helps. */
function sayUnproven(state: State, id: TaskId): Reason {
  const task = own(state.tasks, id)
  if (task === undefined) return { text: 'does not exist', hint: null }
  switch (task.state) {
    case 'verified':
      return { text: 'is not on the train', hint: null }
    case 'failed':
      return { text: 'has failed', hint: task.kind === 'primary' ? `czar restart ${id}` : `czar assign ${task.worker ?? 'WORKER'} ${id}` }
    case 'stale':
      return {
        text: 'is due for a new check',
        hint: whyNotAgain(state, task) === null && !isOver(state) ? null : `czar verify ${task.worker}`,
      }
    case 'dropped':
      return { text: 'was dropped', hint: null }
    default:
      return isOver(state) ? { text: 'is not proven', hint: launchLine({ file: state.project?.file ?? 'FILE' }) } : sayOpen(state, task)
  }
}

function sayOpen(state: State, task: TaskState): Reason {
  if (!isStopped(state, task)) return { text: 'is not proven', hint: null }
  const worker = task.worker ?? task.id
  // A worker whose budget is used up is not started again, and another item says so.
  return { text: 'was stopped', hint: own(state.workers, worker)?.stopped === 'over' ? null : `czar restart ${worker}` }
}

/** Whether no worker works on this unproven task any more, so that only a person can help the tasks that wait for it. */
function isStuck(state: State, id: TaskId): boolean {
  const task = own(state.tasks, id)
  return isOver(state) || task === undefined || isLost(task) || isStopped(state, task)
}

function isLost(task: TaskState | undefined): boolean {
  return task === undefined || task.state === 'failed' || task.state === 'dropped'
}

function isOver({ czar }: Pick<State, 'czar'>): boolean {
  return czar.phase === 'finished' || czar.phase === 'stopped'
}
