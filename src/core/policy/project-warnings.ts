import type { Project } from '../model/project.ts'
import { permissionWarnings } from '../permission/permission-warnings.ts'
import { unreadableBudgets } from './budget/unreadable.ts'

/** What a valid project file says that a person may not have in mind; a sentence each. */
export function projectWarnings(project: Project): readonly string[] {
  return [...unreadableBudgets(project), ...permissionWarnings(project)]
}
