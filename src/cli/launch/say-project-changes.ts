import { readStatus } from '../../adapters/status/read-status.ts'
import { CzarError, UsageError } from '../../core/model/errors.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { GitPort } from '../../core/ports/git-port.ts'
import type { BaseLook } from '../../core/ports/landing-port.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { type ProjectChange, projectChanges } from '../../core/views/project-changes.ts'
import type { StatusView, TaskView } from '../../core/views/status.ts'
import { buildGit } from '../compose/build-git.ts'
import type { CliIo } from '../io.ts'
import { renderTable } from '../output/table.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { readLastProject } from './kept-launch.ts'

/** How the project file differs from the last launch. Returns null if there was no launch, or if its project is unknown. */
export async function changesSince(
  place: ProjectPlace,
  project: Project,
  { again, env }: { readonly again: readonly string[]; readonly env: CliIo['env'] },
): Promise<readonly ProjectChange[] | null> {
  const before = readLastProject(place.directory)
  if (before === null) return null
  try {
    const view = readStatus(place.directory)
    const landed = await landedTasks(removedTasks(before, project, view), () => buildGit(project, place, env))
    return projectChanges(before, project, { view, again: new Set(again), landed })
  } catch (error) {
    // A project that an earlier version of czar recorded may lack fields, and the status file may be gone.
    if (error instanceof CzarError || error instanceof TypeError) return null
    throw error
  }
}

/** The proven tasks that the project file no longer names. */
function removedTasks(before: Project, { workers, bonus }: Project, { tasks }: StatusView): readonly TaskView[] {
  const kept = new Set<string>([...workers, ...bonus].map(({ id }) => id))
  const gone = new Set<string>([...before.workers, ...before.bonus].flatMap(({ id }) => (kept.has(id) ? [] : [id])))
  return tasks.filter(({ id, verified_commit: commit }) => gone.has(id) && commit !== null)
}

/**
 * The tasks whose work base already contains, as the same commits or squashed. If git cannot tell, the work counts as not contained, so it
 * stays on its branches.
 */
async function landedTasks(tasks: readonly TaskView[], open: () => GitPort): Promise<ReadonlySet<string>> {
  if (tasks.length === 0) return new Set()
  const commits = tasks.flatMap(({ verified_commit: commit }) => (commit === null ? [] : [commit as CommitSha]))
  const { standing } = await open()
    .landing.lookAtBase(commits)
    .catch(() => ({ standing: {} as BaseLook['standing'] }))
  return new Set(tasks.flatMap(({ id, verified_commit: commit }) => (standing[commit ?? ''] === 'landed' ? [id] : [])))
}

/** A table of the changes, at most `width` columns wide. If `width` is null, it is as wide as its texts need. */
export function changesTable(changes: readonly ProjectChange[], width: number | null): string {
  const columns = [
    { title: 'CHANGED', cell: ({ name }: ProjectChange) => plainText(name, 60) },
    { title: 'WHAT', cell: ({ what }: ProjectChange) => plainText(what, 200), mayShrink: true },
    { title: 'WHAT THAT MEANS', cell: ({ means }: ProjectChange) => plainText(means, 400) },
  ]
  return renderTable(columns, changes, { width, paint: (_, text) => text })
}

/** Throws an error if `again` names an unknown task, which would otherwise be ignored silently. */
export function refuseUnknownTasks({ workers, bonus, file }: Project, again: readonly string[]): void {
  const ids = [...workers, ...bonus].map(({ id }) => id as string)
  const unknown = again.find(id => !ids.includes(id))
  if (unknown === undefined) return
  throw new UsageError(`--again ${unknown}: ${file} has no worker and no bonus task of that name`, { hint: `one of: ${ids.join(', ')}` })
}
