import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'

/** The refs under which czar has saved work of a worker. */
export async function rescuesOf(repository: Repository, worker: string) {
  const text = await askGit(repository, [
    'for-each-ref',
    '--format=%(refname) %(objectname) %(tree) %(parent)',
    `refs/czar/rescue/${worker}/`,
  ])
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [name = '', commit = '', tree = '', ...parents] = line.split(' ')
      return { name, commit, tree, parents: parents.filter(Boolean).join(' '), number: Number(name.split('/').at(-1)) || 0 }
    })
}

/**
 * Creates a ref with the first unused number after `after` in the folder. It never moves an existing ref. Throws git's error if the ref
 * cannot be created.
 */
export async function createNext(
  repository: Repository,
  folder: string,
  { commit, after }: { commit: string; after: number },
): Promise<string> {
  for (let number = after + 1; ; number++) {
    const name = `${folder}/${number}`
    // With an empty old value, git creates the ref only if it does not exist.
    const create = ['update-ref', name, commit, '']
    const { status } = await runGit(repository, create, { answers: [128] })
    if (status === 0) return name
    // The ref could not be created. Either another czar has just used this number, or git cannot write it (the disk is full, or a ref has
    // the name of the folder).
    const taken = await runGit(repository, ['show-ref', '--verify', '--quiet', name], { answers: [1] })
    if (taken.status === 0) continue
    await runGit(repository, create)
    return name
  }
}
