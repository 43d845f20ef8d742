import type { Project, WorkerConfig } from '../../model/project.ts'

/** The project as the project file describes it, without the workers that were added while czar ran. */
export function fileProject(project: Project): Project {
  const workers = project.workers.filter(worker => worker.addedBy === undefined)
  return { ...project, workers, concurrency: concurrencyFor(project, workers) }
}

/** The project file with the workers that were added while czar ran. If both have a worker of the same name, the file's worker counts. */
export function withAdded(project: Project, added: readonly WorkerConfig[]): Project {
  const known = new Set(project.workers.map(({ id }) => id))
  const workers = [...project.workers, ...added.filter(({ id }) => !known.has(id))]
  return workers.length === project.workers.length ? project : { ...project, workers, concurrency: concurrencyFor(project, workers) }
}

/** The project file with the workers that were added to the project as czar knows it. */
export function withAddedOf(file: Project, known: Project | null): Project {
  return withAdded(file, known?.workers.filter(({ addedBy }) => addedBy !== undefined) ?? [])
}

/** How many agents run at once with these workers. If the project file names no limit, it is the number of workers. */
function concurrencyFor(project: Project, workers: readonly WorkerConfig[]): number {
  return project.runsAll === true ? Math.max(1, workers.length) : project.concurrency
}

/** The project without this worker. */
export function withoutWorker(project: Project, id: string): Project {
  const workers = project.workers.filter(worker => worker.id !== id)
  return { ...project, workers, concurrency: concurrencyFor(project, workers) }
}
