import { commonPath } from '../../core/territory/common-path.ts'
import type { Draft } from '../draft.ts'
import { isUnder, type Path, type Problem, quote } from '../problem.ts'

interface Claim {
  readonly worker: string
  /** The worker of the file to which the claim belongs. The stages of a worker may change the same paths, one after the other. */
  readonly owner: string
  readonly pattern: string
  readonly path: Path
}

/**
 * Checks that no path belongs to two workers. They would edit it at the same time, and their branches would conflict. With `within`, only
 * the patterns at this place of the file are compared with those before them.
 */
export function checkTerritories({ workers }: Draft, within: Path = []): readonly Problem[] {
  const claims = workers.flatMap(({ id, path, value }) =>
    (value?.owns ?? []).map((pattern, index): Claim => {
      const worker = id ?? `number ${path.at(-1)}`
      return { worker, owner: value?.stage?.config.of ?? worker, pattern, path: [...path, 'owns', index] }
    }),
  )
  return claims.flatMap((claim, index) => {
    if (!isUnder(claim.path, within)) return []
    for (const earlier of claims.slice(0, index)) {
      const example = earlier.owner === claim.owner ? null : commonPath(earlier.pattern, claim.pattern)
      if (example !== null) return [{ path: claim.path, message: collision(claim, earlier, example) }]
    }
    return []
  })
}

function collision(claim: Claim, earlier: Claim, example: string): string {
  const [mine, theirs] = [quote(claim.pattern), quote(earlier.pattern)]
  return `${mine} overlaps ${theirs} of worker ${quote(earlier.worker)}: both match ${quote(example)}; give each path one owner`
}
