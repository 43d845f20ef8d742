import { mergeCommits } from '../repository/repository.ts'
import type { World } from '../world.ts'

/**
 * The end of a run under a simpler program: it merges everything that has no conflicts onto base, in the order of the project file. Nobody
 * tests the result.
 */
export function mergeUntested({ czar, repository }: World): void {
  for (const { state, verified } of Object.values(czar.state().tasks)) {
    if (state !== 'verified' || verified === null) continue
    const merged = mergeCommits(repository, repository.base, verified.commit)
    if (!('conflicts' in merged)) repository.base = merged.commit
  }
}
