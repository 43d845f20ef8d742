import { z } from 'zod'
import { own } from '../model/own.ts'
import { sayStage } from '../model/stages/stage.ts'
import type { State } from '../state/types/state.ts'

/** A task that is done in stages, and the stage at which it is. */
export const stagesView = z.object({
  /** The id that the project file gives to the worker. */
  task: z.string(),
  /** The first stage that is not proven, or the last one. */
  stage: z.string(),
  number: z.number(),
  count: z.number(),
  /** The worker of that stage. */
  worker: z.string(),
  state: z.string(),
  /** How many times later stages sent work back. */
  sent_back: z.number(),
  /** All stages of the task, in order. */
  stages: z.array(z.object({ worker: z.string(), state: z.string(), text: z.string() })),
  /** The stage in words, such as `api: spec 1/3`. */
  text: z.string(),
})
export type StagesView = z.infer<typeof stagesView>

/** Returns the tasks that are done in stages, in the order of the file. */
export function viewStages({ workers, tasks }: Pick<State, 'workers' | 'tasks'>): readonly StagesView[] {
  const staged = Object.values(workers).flatMap(({ id, config: { stage } }) => {
    const task = own(tasks, id)
    return stage === undefined || task === undefined || task.state === 'dropped' ? [] : [{ stage, task }]
  })
  return [...Map.groupBy(staged, ({ stage }) => stage.of).values()].flatMap(unsorted => {
    const stages = unsorted.toSorted((one, other) => one.stage.number - other.stage.number)
    const now = stages.find(({ task }) => task.state !== 'verified') ?? stages.at(-1)
    if (now === undefined) return []
    const { of, id, number, count } = now.stage
    const sentBack = stages.reduce((sum, { task }) => sum + (task.sentBack?.times ?? 0), 0)
    const all = stages.map(({ stage, task }) => ({ worker: task.id, state: task.state, text: sayStage(stage) }))
    const { state } = now.task
    return [{ task: of, stage: id, number, count, worker: now.task.id, state, sent_back: sentBack, stages: all, text: sayStage(now.stage) }]
  })
}
