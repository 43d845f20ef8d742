import type { AgentProfile, TaskText } from '../../core/model/project.ts'
import type { ParseContext } from '../context.ts'
import type { Draft, DraftStage, Item } from '../draft.ts'
import { attemptAgents, expandDraft } from '../expand-attempts.ts'
import type { Problem } from '../problem.ts'
import { stageText } from '../stages/stage-text.ts'
import { readTask, taskText } from './read-task.ts'
import { checkLength } from './task-length.ts'

export interface ReadTasks {
  /** The tasks by their ids. A worker's own task has the worker's id. */
  readonly tasks: ReadonlyMap<string, TaskText>
  readonly problems: readonly Problem[]
}

/** Reads every task. A task that is too long for an agent that may get it is a problem. */
export function readTasks(
  draft: Draft,
  profilesOf: (agent: string | undefined) => readonly (AgentProfile | null)[],
  context: ParseContext,
): ReadTasks {
  const tasks = new Map<string, TaskText>()
  const problems: Problem[] = []
  const peers = expandDraft(draft).workers.length
  const read = (
    item: Item<{ task: string; owns: string[]; accept: string[]; depends_on?: string[]; stage?: DraftStage }>,
    profiles: readonly (AgentProfile | null)[],
  ) => {
    if (item.value === null) return
    const path = [...item.path, 'task']
    const whole = readTask(item.value.task, context)
    if ('problem' in whole) return void problems.push({ path, message: whole.problem })
    const task = item.value.stage === undefined ? whole : textOfStage(whole, item.value.stage)
    if (item.id !== null) tasks.set(item.id, task)
    const { owns, accept, depends_on: needs = [] } = item.value
    const quoted = item.value.stage?.config.needs.length ?? 0
    const work = { owns, accept, peers: peers - 1, dependencies: needs.length, quoted }
    problems.push(...checkLength(task.text.length, work, { path, profiles }))
  }
  const profilesOfWorker = ({ value }: Draft['workers'][number]) => attemptAgents(value ?? {}).flatMap(profilesOf)
  for (const item of draft.workers) read(item, profilesOfWorker(item))
  for (const item of draft.bonus) read(item, draft.workers.flatMap(profilesOfWorker))
  return { tasks, problems }
}

function textOfStage({ text, file }: TaskText, { config, ...more }: DraftStage): TaskText {
  return taskText(stageText({ ...more, stage: config, task: text }), file)
}
