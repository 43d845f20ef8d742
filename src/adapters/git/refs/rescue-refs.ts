import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'

/** The current rescue refs of a worker. */
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

/** Creates the first free number after `after` in the folder, and never moves an existing ref. Throws git's error if it cannot. */
export async function createNext(
  repository: Repository,
  folder: string,
  { commit, after }: { commit: string; after: number },
): Promise<string> {
  for (let number = after + 1; ; number++) {
    const name = `${folder}/${number}`
    // An empty old value tells git to create the ref only if it does not exist.
    const create = ['update-ref', name, commit, '']
    const { status } = await runGit(repository, create, { answers: [128] })
    if (status === 0) return name
    // Either another czar just took this number, or git cannot write it (full disk, a ref in place of the folder).
    const taken = await runGit(repository, ['show-ref', '--verify', '--quiet', name], { answers: [1] })
    if (taken.status === 0) continue
    await runGit(repository, create)
    return name
  }
}
