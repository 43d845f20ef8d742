import { readStatus } from '../../adapters/status/read-status.ts'
import { CzarError, UsageError } from '../../core/model/errors.ts'
import type { Project } from '../../core/model/project.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { type ProjectChange, projectChanges } from '../../core/views/project-changes.ts'
import { renderTable } from '../output/table.ts'
import { readLastProject } from './kept-launch.ts'

/** How the file differs from the last launch; null: there was no launch, or its project is unknown. */
export function changesSince(directory: string, project: Project, again: readonly string[]): readonly ProjectChange[] | null {
  const before = readLastProject(directory)
  if (before === null) return null
  try {
    return projectChanges(before, project, { view: readStatus(directory), again: new Set(again) })
  } catch (error) {
    // A project that an earlier version recorded may lack fields, and the status file may be gone.
    if (error instanceof CzarError || error instanceof TypeError) return null
    throw error
  }
}

/** A table, at most `width` columns wide (null: as wide as it needs). */
export function changesTable(changes: readonly ProjectChange[], width: number | null): string {
  const columns = [
    { title: 'CHANGED', cell: ({ name }: ProjectChange) => plainText(name, 60) },
    { title: 'WHAT', cell: ({ what }: ProjectChange) => plainText(what, 200), mayShrink: true },
    { title: 'WHAT THAT MEANS', cell: ({ means }: ProjectChange) => plainText(means, 400) },
  ]
  return renderTable(columns, changes, { width, paint: (_, text) => text })
}

/** The error for an unknown name, which would otherwise be ignored silently. */
export function refuseUnknownTasks({ workers, bonus, file }: Project, again: readonly string[]): void {
  const ids = [...workers, ...bonus].map(({ id }) => id as string)
  const unknown = again.find(id => !ids.includes(id))
  if (unknown === undefined) return
  throw new UsageError(`--again ${unknown}: ${file} has no worker and no bonus task of that name`, { hint: `one of: ${ids.join(', ')}` })
}
