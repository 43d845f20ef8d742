import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'

/** The rescue refs of a worker, as they are now. */
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

/** Creates the first free number in the folder after `after`; an existing one is never moved. Throws what git says against it. */
export async function createNext(
  repository: Repository,
  folder: string,
  { commit, after }: { commit: string; after: number },
): Promise<string> {
  for (let number = after + 1; ; number++) {
    const name = `${folder}/${number}`
    // The empty old value: only create.
    const create = ['update-ref', name, commit, '']
    const { status } = await runGit(repository, create, { answers: [128] })
    if (status === 0) return name
    // Another czar took this number a moment ago; or git cannot write it at all: a full disk, or a reference in the place of the folder.
    const taken = await runGit(repository, ['show-ref', '--verify', '--quiet', name], { answers: [1] })
    if (taken.status === 0) continue
    await runGit(repository, create)
    return name
  }
}
