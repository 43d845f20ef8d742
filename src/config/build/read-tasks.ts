import { briefOverheadChars } from '../../core/brief/overhead.ts'
import type { AgentProfile, TaskText } from '../../core/model/project.ts'
import type { ParseContext } from '../context.ts'
import type { Draft, Item } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'
import { readTask } from './read-task.ts'

export interface ReadTasks {
  /** By task id; a worker's id is its primary task's. */
  readonly tasks: ReadonlyMap<string, TaskText>
  readonly problems: readonly Problem[]
}

/** Reads every task, and refuses those that the agents they may go to could not take whole. */
export function readTasks(draft: Draft, profileOf: (agent: string | undefined) => AgentProfile | null, context: ParseContext): ReadTasks {
  const tasks = new Map<string, TaskText>()
  const problems: Problem[] = []
  const read = (
    item: Item<{ task: string; owns: string[]; accept: string[]; depends_on?: string[] }>,
    profiles: readonly (AgentProfile | null)[],
  ) => {
    if (item.value === null) return
    const path = [...item.path, 'task']
    const task = readTask(item.value.task, context)
    if ('problem' in task) return void problems.push({ path, message: task.problem })
    if (item.id !== null) tasks.set(item.id, task)
    const overhead = briefOverheadChars({
      ...item.value,
      peers: draft.workers.length - 1,
      dependencies: item.value.depends_on?.length ?? 0,
    })
    problems.push(...tooLong(task.text.length, overhead, { path, profiles }))
  }
  const everyProfile = draft.workers.map(({ value }) => profileOf(value?.agent))
  draft.workers.forEach((item, index) => {
    read(item, [everyProfile[index] ?? null])
  })
  for (const item of draft.bonus) read(item, everyProfile)
  return { tasks, problems }
}

function tooLong(chars: number, overhead: number, where: { path: Path; profiles: readonly (AgentProfile | null)[] }): Problem[] {
  const known = where.profiles.filter(profile => profile !== null)
  const tightest = known.reduce<AgentProfile | null>(
    (least, profile) => (least === null || profile.maxChars < least.maxChars ? profile : least),
    null,
  )
  if (tightest === null || chars + overhead <= tightest.maxChars) return []
  const room = Math.max(0, tightest.maxChars - overhead)
  const limit = `agent ${quote(tightest.name)} takes ${count(tightest.maxChars)} at once, ${count(room)} of them for the task`
  return [
    {
      path: where.path,
      message: `the task has ${count(chars)} characters; ${limit}: shorten it, or put parts into files of the repository`,
    },
  ]
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
