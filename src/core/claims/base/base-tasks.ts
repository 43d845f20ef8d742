import type { BaseTask } from '../../model/gates/base-gate.ts'
import type { TaskId } from '../../model/ids.ts'
import type { Project } from '../../model/project.ts'

/**
 * The tasks of a project, with the environment of their checks. It is not known yet which worker will take a bonus task. So a bonus task
 * gets the environment of the first worker that it prefers, or else of the first worker in the file.
 */
export function baseTasks({ workers, bonus }: Pick<Project, 'workers' | 'bonus'>): readonly BaseTask[] {
  const own = workers.map(({ id, accept, setup, env }) => ({ id: id as string as TaskId, accept, setup, env }))
  const ofBonus = bonus.map(({ id, accept, prefers }): BaseTask => {
    const worker = workers.find(candidate => prefers.workers.includes(candidate.id)) ?? workers[0]
    return { id, accept, setup: worker?.setup ?? [], env: worker?.env ?? {} }
  })
  return [...own, ...ofBonus]
}
