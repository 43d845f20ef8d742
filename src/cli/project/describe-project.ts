import type { Project } from '../../core/model/project.ts'
import { owedPath, type StageConfig, sayStage } from '../../core/model/stages/stage.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'

/** Describes in a few lines what a launch of this valid project file would start. */
export function describeProject(project: Project, file: string, warnings: readonly string[]): string {
  const { workers, bonus } = project
  const lines = [
    `${file} is valid: project ${project.name}, ${counted(workers.length, 'worker')}, ${counted(bonus.length, 'bonus task')}`,
    `  repository ${project.repo}, base ${project.base}, at most ${project.concurrency} at once`,
    ...workers.map(({ id, agent, candidates, branch, dependsOn, stage }) => {
      const order = dependsOn.length === 0 ? '' : `, after ${dependsOn.join(', ')}`
      const who = candidates === undefined ? agent : `one of ${candidates.map(other => other.agent).join(', ')}`
      const staged = stage === undefined ? '' : ` (${sayStage(stage)}${sayOwes(stage)})`
      return `  ${id}: ${who} on ${branch}${order}${staged}`
    }),
    ...warnings.map(warning => `  warning: ${warning}`),
  ]
  return lines.map(line => `${plainText(line, 1_000)}\n`).join('')
}

function sayOwes({ owes, backTo, dividedBy }: StageConfig): string {
  const returns = backTo === null ? '' : `, back to ${backTo.stage} at most ${counted(backTo.times, 'time')}`
  const tasks = owes.kind === 'tasks' ? ` with at most ${counted(owes.most, 'task')}` : ''
  const divided = dividedBy === undefined ? '' : `, divided by ${dividedBy.stage}`
  return `, delivers ${owedPath(owes) ?? 'a branch'}${tasks}${divided}${returns}`
}
