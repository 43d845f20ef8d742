import type { Repository } from './repository.ts'
import { askGit, runGit } from './run-git.ts'

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

/** Creates the first free number in the folder after `after`; an existing one is never moved. */
export async function createNext(
  repository: Repository,
  folder: string,
  { commit, after }: { commit: string; after: number },
): Promise<string> {
  for (let number = after + 1; number < after + 100; number++) {
    const name = `${folder}/${number}`
    // The empty old value: only create. 128: another czar took this number a moment ago.
    const answer = await runGit(repository, ['update-ref', name, commit, ''], { answers: [128] })
    if (answer.status === 0) return name
  }
  return createNext(repository, folder, { commit, after: after + 100 })
}
