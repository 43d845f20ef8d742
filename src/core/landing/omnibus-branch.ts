import type { Project } from '../model/project.ts'

/** The branch that only ever points to tested trees. */
export function omnibusBranch({ name }: Pick<Project, 'name'>): string {
  return `omnibus/${name}`
}
