import type { Project } from '../model/project.ts'

/** Returns the train's branch. Czar moves it only to trees that passed the tests. */
export function omnibusBranch({ name }: Pick<Project, 'name'>): string {
  return `omnibus/${name}`
}
