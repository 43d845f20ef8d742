import { asideOf, heldBack } from '../../landing/boarding.ts'
import { containedWork } from '../../landing/contained-work.ts'
import { omnibusBranch } from '../../landing/omnibus-branch.ts'
import { sayAside } from '../../landing/say-aside.ts'
import { brokenOnBase } from '../../landing/tree-tests.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { TrainState } from '../../state/types/train-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { offTrain } from './off-train.ts'
import { whyNotReturned } from './return-work.ts'
import { trainProblem } from './train-problem.ts'

/** Makes the items about a stopped train, and about tasks that are kept off the train and cannot go back to their workers. */
export function trainMatters(state: State): readonly AttentionMatter[] {
  const { train, project } = state
  if (project === null) return []
  const branch = omnibusBranch(project)
  const problem = trainProblem(state)
  if (problem !== null) {
    const text = `proven work is not merged any more: ${problem}`
    return [{ key: 'train', worker: null, text, hint: 'czar merge' }]
  }
  if (train === null) return []
  return [...baseMatters(state, train), ...asideMatters(state, train, branch), ...strandedMatters(state, train, branch)]
}

function baseMatters(state: State, train: TrainState): readonly AttentionMatter[] {
  const broken = brokenOnBase(state, train).map(({ id }) => id)
  if (broken.length === 0) return []
  const text = `${state.project?.base ?? 'base'} fails accept commands of ${broken.join(', ')}, which landed on it; new work is tested without them`
  return [{ key: 'base', worker: null, text, hint: 'czar merge' }]
}

/** Finds proven work that needs a task on which no worker works any more. */
function strandedMatters(state: State, train: TrainState, branch: string): readonly AttentionMatter[] {
  const held = heldBack(state, train)
  const off = held.length === 0 ? [] : offTrain(state)
  return held.flatMap(({ task, others }) => {
    const lost = [...new Set(others.flatMap(id => [id, ...workIn(state, id)]))].filter(id => isOver(own(state.tasks, id)))
    if (lost.length === 0) return []
    const text = `${task.id} is proven and not on ${branch}, because its commit contains work of ${lost.join(', ')}, which no worker finishes`
    const hint = off.find(one => one.task === task.id)?.hint ?? 'czar merge'
    return [{ key: `stranded:${task.id}`, worker: task.worker, text, hint }]
  })
}

function workIn(state: State, id: TaskId): readonly TaskId[] {
  const task = own(state.tasks, id)
  return task === undefined ? [] : [...containedWork(state, task)]
}

function isOver(task: TaskState | undefined): boolean {
  return task?.state === 'failed' || task?.state === 'dropped'
}

function asideMatters(state: State, train: TrainState, branch: string): readonly AttentionMatter[] {
  return Object.keys(train.aside).flatMap(id => {
    const aside = asideOf(state, train, id)
    const why = aside === null || aside.because === 'needs' ? null : whyNotReturned(state, train, aside)
    if (aside === null || why === null) return []
    const worker = own(state.tasks, id)?.worker ?? null
    return [
      {
        key: `aside:${id}`,
        worker,
        text: `${id} is proven and not on ${branch}, because it ${sayAside(aside)}; ${why}`,
        hint: 'czar merge',
      },
    ]
  })
}
