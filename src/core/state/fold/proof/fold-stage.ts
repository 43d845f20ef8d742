import type { Event, Journaled } from '../../../events/event.ts'
import type { StageFault } from '../../../events/stages/stage-event.ts'
import type { TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { stageOf } from '../../facts/stages.ts'
import type { Handlers } from '../../fold.ts'
import { renewTask } from '../../renew-task.ts'
import type { State } from '../../types/state.ts'
import { updateAssignment, updateTask, updateWorker } from '../../update.ts'
import { openAgain } from './fold-recheck.ts'

type StageEvents = Extract<Event, { kind: `stage.${string}` }>

export const foldStage: Handlers<StageEvents> = {
  'stage.disproved': (state, { assignment, fault }) =>
    updateAssignment(state, assignment, ({ state }) => (state === 'verified' || state === 'failed' ? {} : { state: 'claimed', fault })),
  'stage.returned': returnWork,
}

/**
 * Gives the task of the earlier stage back to its worker, which has all its attempts again. The stages after it wait until it is proven
 * again.
 */
function returnWork(state: State, event: Journaled<Extract<StageEvents, { kind: 'stage.returned' }>>, at: number): State {
  const task = own(state.tasks, event.task)
  const assignment = own(state.assignments, task?.assignment ?? '')
  const claim = own(state.assignments, event.assignment)
  const holds = own(state.workers, assignment?.worker ?? '')?.assignment
  if (task?.state !== 'verified' || assignment === undefined || (holds !== null && holds !== event.assignment)) return state
  if (claim?.fault == null || claim.task !== event.from) return state
  const between = stagesAfter(state, event).reduce((next, id) => renewStage(next, id), state)
  const waiting = closeStage(between, event, claim.fault)
  const { commit, reasons, tail, log } = event
  const lastVerdict = { at, verdict: 'rejected', commit, reasons, checks: [], flags: [], log, tail } as const
  return updateAssignment(openAgain(waiting, { assignment, task, lastVerdict }), assignment.id, () => ({
    rejections: 0,
    toldRejections: -1,
  }))
}

/** The stages between the one that gets its task back and the one that showed the fault. */
function stagesAfter(state: State, { task, from }: Extract<StageEvents, { kind: 'stage.returned' }>): readonly TaskId[] {
  const first = stageOf(state, task)
  const last = stageOf(state, from)
  if (first === null || last === null) return []
  return Object.values(state.workers).flatMap(({ id, config: { stage } }) =>
    stage !== undefined && stage.of === first.of && stage.number > first.number && stage.number < last.number
      ? [id as string as TaskId]
      : [],
  )
}

/** Makes a proven stage wait again. Its new work begins where its branch began, because its old work still counts. */
function renewStage(state: State, id: TaskId): State {
  const from = own(state.tasks, id)?.from ?? null
  return updateTask(renewTask(state, id), id, () => ({ from, isRenewed: true }))
}

function closeStage(state: State, event: Extract<StageEvents, { kind: 'stage.returned' }>, fault: StageFault): State {
  const claim = own(state.assignments, event.assignment)
  const closed = updateAssignment(state, event.assignment, () => ({ state: 'failed', ended: 'dropped', fault: null }))
  const task = updateTask(closed, event.from, ({ sentBack }) => ({
    state: 'waiting',
    worker: null,
    assignment: null,
    assignedAt: null,
    isRenewed: true,
    sentBack: { times: (sentBack?.times ?? 0) + 1, fault },
  }))
  if (claim === undefined) return task
  return updateWorker(task, claim.worker, worker => (worker.assignment === claim.id ? { assignment: null, question: null } : {}))
}
