import type { CommitSha } from '../../../core/model/ids.ts'
import { keepCommit } from '../refs/keep-commit.ts'
import { PROOFS } from '../refs/proof-refs.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { unkeptCommits } from './unkept-commits.ts'

/**
 * Removes the refs by which czar keeps a project's proven commits. A commit that nothing else holds is kept under refs/czar/rescue
 * instead.
 */
export async function releaseProofs(repository: Repository, project: string): Promise<void> {
  const folder = `${PROOFS}${project}/`
  const text = await askGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)', folder])
  const proofs = text
    .split('\n')
    .filter(Boolean)
    .map(line => ({ commit: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }))
  if (proofs.length === 0) return
  const oids = proofs.map(({ commit }) => commit)
  const going = [`${folder}*`, 'refs/czar/start/*']
  const { heads } = await unkeptCommits(repository, { oids, stores: [], keepers: [], going, logsKeep: false })
  for (const head of heads) await keepCommit(repository, project, head as CommitSha)
  await runGit(repository, ['update-ref', '--stdin'], { input: proofs.map(({ commit, name }) => `delete ${name} ${commit}\n`).join('') })
}
