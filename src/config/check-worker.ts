import type { WorkerId } from '../core/model/ids.ts'
import type { AddedBy, Project, WorkerConfig } from '../core/model/project.ts'
import { parentOf } from '../core/state/facts/children.ts'
import { writtenTask } from './build/read-task.ts'
import { checkLength } from './build/task-length.ts'
import { agentFields, workerFields } from './build/worker-fields.ts'
import type { Surroundings } from './check-bonus.ts'
import { checkBranches } from './checks/check-branches.ts'
import { checkIds } from './checks/check-ids.ts'
import { checkReferences } from './checks/check-references.ts'
import { checkTerritories } from './checks/check-territories.ts'
import type { Draft } from './draft.ts'
import { isUnder, type Path, type Problem, quote, refuseEntry } from './problem.ts'
import { outlineSchema } from './schema/project-schema.ts'
import { type WorkerInput, workerSchema } from './schema/worker-schema.ts'
import { explainIssue } from './text/explain-issue.ts'

interface Adding extends Surroundings {
  readonly by: AddedBy
  /** The worker whose agent, setup, environment and git identity the new one gets where it names none. */
  readonly like: WorkerConfig | null
}

/**
 * Checks a worker that is added to a running project by the rules of the project file. Returns the worker, or every problem. Its task is
 * always the text itself, never the name of a file.
 */
export function checkWorker(
  raw: Readonly<Record<string, unknown>>,
  around: Adding,
): WorkerConfig | { readonly problems: readonly string[] } {
  const parsed = workerSchema.safeParse(raw)
  if (!parsed.success) return refuseEntry(parsed.error.issues.flatMap(issue => explainIssue(issue, raw, ['workers', 0])))
  const task = writtenTask(parsed.data.task)
  if ('problem' in task) return { problems: [task.problem] }
  const worker = parsed.data
  const agent = worker.agent ?? around.like?.agent ?? ''
  const problems = [
    ...agentProblems(agent, around.project),
    ...problemsAround(worker, around),
    ...lengthProblems(worker, task.text.length, { agent, around }),
  ]
  return problems.length > 0 ? refuseEntry(problems) : build(worker, { task, agent, around })
}

function build(
  worker: WorkerInput,
  { task, agent, around: { project, like, by } }: { readonly task: WorkerConfig['task']; readonly agent: string; readonly around: Adding },
): WorkerConfig {
  return {
    ...workerFields(worker),
    ...agentFields(worker, agent, project.agents[agent]),
    task,
    waitForDependencies: worker.wait_for_dependencies ?? true,
    git: like?.git ?? null,
    setup: worker.setup.length > 0 ? worker.setup : (like?.setup ?? []),
    env: like?.env ?? {},
    addedBy: by,
  }
}

const PATH: Path = ['workers', 0]

function agentProblems(agent: string, { agents }: Project): readonly Problem[] {
  if (Object.hasOwn(agents, agent)) return []
  const known = Object.keys(agents).join(', ')
  return [{ path: [...PATH, 'agent'], message: `no worker of this fleet uses agent ${quote(agent)}; there are: ${known}` }]
}

/** Runs the checks of a whole project file on the new worker together with the known ones. Problems of the known ones are dropped. */
function problemsAround(worker: WorkerInput, { project, tasks, roles, by }: Adding): readonly Problem[] {
  const path = ['workers', project.workers.length]
  const bonus = Object.values(tasks).filter(({ kind, state }) => kind === 'bonus' && state !== 'dropped')
  const draft: Draft = {
    outline: outlineSchema.parse({ project: project.name, repo: '.', base: project.base, workers: [{}] }),
    workers: [...project.workers.map(asKnown), { path, id: worker.id, value: worker }],
    bonus: bonus.map(({ id }, index) => ({ path: ['bonus', index], id, value: null })),
    agents: {},
  }
  const found = [...checkIds(draft), ...checkReferences(draft, roles), ...checkBranches(draft)].filter(problem =>
    isUnder(problem.path, path),
  )
  // A child shares its territory with its parent and with the other parts of the same task.
  const root = by.who === 'worker' ? rootOf(project, by.parent) : null
  const shares = new Set(project.workers.filter(({ id }) => root !== null && rootOf(project, id) === root).map(({ id }) => id as string))
  const apart = { ...draft, workers: draft.workers.filter(({ id }) => id === worker.id || !shares.has(id ?? '')) }
  return [...found, ...checkTerritories(apart).filter(problem => isUnder(problem.path, path))]
}

/** The worker of a whole task, of which the task of this worker is a part. */
function rootOf({ workers }: Pick<Project, 'workers'>, id: WorkerId): WorkerId {
  const parent = parentOf(workers.find(worker => worker.id === id) ?? {})
  return parent === null ? id : rootOf({ workers }, parent)
}

function asKnown({ id, branch, owns }: WorkerConfig, index: number): Draft['workers'][number] {
  return { path: ['workers', index], id, value: workerSchema.parse({ id, task: '…', branch, owns }) }
}

function lengthProblems(
  { owns, accept, depends_on }: WorkerInput,
  chars: number,
  { agent, around }: { readonly agent: string; readonly around: Adding },
): readonly Problem[] {
  const work = { owns, accept, peers: around.project.workers.length, dependencies: depends_on.length }
  return checkLength(chars, work, { path: [...PATH, 'task'], profiles: [around.project.agents[agent] ?? null] })
}

/**
 * The first of these patterns that reaches outside of the territory, or null if none does. A pattern is inside if the territory has the
 * same pattern, or if it begins with a folder that the territory contains whole (`src/**`).
 */
export function reachesOutside(territory: readonly string[], patterns: readonly string[]): string | null {
  if (territory.length === 0) return null
  const whole = territory.filter(pattern => pattern.endsWith('/**')).map(pattern => pattern.slice(0, -2))
  const isInside = (pattern: string) => {
    const [head = ''] = pattern.split(/[*?[{]/)
    return territory.includes(pattern) || whole.some(folder => head.startsWith(folder) || pattern.startsWith(folder))
  }
  return patterns.find(pattern => !isInside(pattern)) ?? null
}
