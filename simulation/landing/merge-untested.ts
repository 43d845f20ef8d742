import { mergeCommits } from '../repository/repository.ts'
import type { World } from '../world.ts'

/** A plain program's end: in the order of the project file it puts on base what merges cleanly. Nobody tests the result. */
export function mergeUntested({ czar, repository }: World): void {
  for (const { state, verified } of Object.values(czar.state().tasks)) {
    if (state !== 'verified' || verified === null) continue
    const merged = mergeCommits(repository, repository.base, verified.commit)
    if (!('conflicts' in merged)) repository.base = merged.commit
  }
}
