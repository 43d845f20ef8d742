import type { BonusConfig, Project } from '../core/model/project.ts'
import type { State } from '../core/state/types/state.ts'
import type { TaskState } from '../core/state/types/task-state.ts'
import { buildBonus } from './build/build-bonus.ts'
import { writtenTask } from './build/read-task.ts'
import { checkLength } from './build/task-length.ts'
import { checkCycles } from './checks/check-cycles.ts'
import { checkDirectories } from './checks/check-directories.ts'
import { checkIds } from './checks/check-ids.ts'
import { checkReferences } from './checks/check-references.ts'
import type { Disk } from './context.ts'
import type { Draft } from './draft.ts'
import { isUnder, type Problem, refuseEntry } from './problem.ts'
import { type BonusInput, bonusSchema, workerSchema } from './schema/worker-schema.ts'
import { explainIssue } from './text/explain-issue.ts'

/** What is needed to check a bonus task that is added to a running project. */
export interface Surroundings {
  readonly project: Project
  readonly tasks: State['tasks']
  readonly roles: readonly string[]
  readonly disk: Disk
}

/**
 * Checks a bonus task by the rules of the project file. Returns the task, or every problem. Its text is always the task itself, never the
 * name of a file.
 */
export function checkBonus(raw: unknown, around: Surroundings): BonusConfig | { readonly problems: readonly string[] } {
  const parsed = bonusSchema.safeParse(raw)
  if (!parsed.success) return refuseEntry(parsed.error.issues.flatMap(issue => explainIssue(issue, raw, ['bonus', 0])))
  const task = writtenTask(parsed.data.task)
  if ('problem' in task) return { problems: [task.problem] }
  const problems = [...problemsAround(parsed.data, around), ...lengthProblems(parsed.data, task.text.length, around)]
  return problems.length > 0 ? refuseEntry(problems) : buildBonus(parsed.data, task)
}

/** Runs the checks of a whole project file on the new task together with the known tasks. Problems of the known tasks are dropped. */
function problemsAround(bonus: BonusInput, { project, tasks, roles, disk }: Surroundings): readonly Problem[] {
  const known = Object.values(tasks).filter(task => task.state !== 'dropped')
  const path = ['bonus', known.length]
  const draft: Draft = {
    outline: null,
    workers: known.filter(task => task.kind === 'primary').map(asWorker),
    bonus: [...known.filter(task => task.kind === 'bonus').map(asBonus), { path, id: bonus.id, value: bonus }],
    agents: {},
  }
  const found = [...checkIds(draft), ...checkReferences(draft, roles), ...checkDirectories(draft, project.repo, disk)]
  // Every cycle of waiting tasks contains the new task, because the known tasks form none.
  return [...found.filter(problem => isUnder(problem.path, path)), ...checkCycles(draft)]
}

function asWorker({ id, after }: TaskState, index: number): Draft['workers'][number] {
  return { path: ['workers', index], id, value: workerSchema.parse({ id, task: '…', depends_on: after }) }
}

function asBonus({ id, after }: TaskState, index: number): Draft['bonus'][number] {
  return { path: ['bonus', index], id, value: bonusSchema.parse({ id, task: '…', after }) }
}

function lengthProblems({ owns, accept, after }: BonusInput, chars: number, { project }: Surroundings): readonly Problem[] {
  const work = { owns, accept, peers: project.workers.length - 1, dependencies: after.length }
  const profiles = project.workers.map(worker => project.agents[worker.agent] ?? null)
  return checkLength(chars, work, { path: ['bonus', 0, 'task'], profiles })
}
