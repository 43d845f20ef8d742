import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { projectIn } from './made-by.ts'
import { startFolder } from './start-reference.ts'

/**
 * Names the other project of czar that made this branch in the same repository. Returns null if no other project did. Earlier versions of
 * czar did not record the name.
 */
export async function otherOwner(repository: Repository, branch: string): Promise<string | null> {
  const text = await askGit(repository, ['for-each-ref', '--format=%(refname)', `refs/czar/start/*/${encodeURIComponent(branch)}`])
  const isOther = text.split('\n').some(record => record !== '' && !record.startsWith(startFolder(repository)))
  if (!isOther) return null
  const reflog = await askGit(repository, ['log', '-g', '--format=%gs', `refs/heads/${branch}`, '--'], { answers: [128] })
  const name = projectIn(reflog.split('\n'))
  return name === null ? 'another project of czar' : `the project ${name}`
}

/** Says how to give a worker a branch that no other project uses. */
export function anotherBranch({ options: { project } }: Repository, worker: string): string {
  const example = project === undefined ? '' : `, such as \`branch: ${project}/${worker}\``
  return `write another \`branch:\` for ${worker}${example}`
}
