import { findHindrances } from '../adapters/agents/find-hindrances.ts'
import type { Project } from '../core/model/project.ts'
import { permissionWarnings } from '../core/permission/permission-warnings.ts'
import { unreadableBudgets } from '../core/policy/budget/unreadable.ts'
import type { CliIo } from './io.ts'

/** Worth knowing before a fleet starts, though it can: each a whole sentence. */
export async function projectWarnings(project: Project, env: CliIo['env']): Promise<readonly string[]> {
  const used = [...new Set(project.workers.map(({ agent }) => agent))].flatMap(name => project.agents[name] ?? [])
  const hindrances = await Promise.all(used.map(profile => findHindrances(profile, env, project.repo)))
  return [...unreadableBudgets(project), ...permissionWarnings(project), ...new Set(hindrances.flat())]
}
