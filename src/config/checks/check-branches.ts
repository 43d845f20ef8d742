import type { Draft } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'

interface Named {
  readonly branch: string
  readonly owner: string
  readonly path: Path
}

/** Checks the branches of the workers. git must be able to hold all of them together, and people must not confuse one with another. */
export function checkBranches({ outline, workers }: Draft): readonly Problem[] {
  const taken: Named[] = outline === null ? [] : [{ branch: outline.base, owner: 'the base', path: ['base'] }]
  return workers.flatMap(({ id, path, value }) => {
    if (id === null) return []
    const named = {
      branch: value?.branch ?? `feat/${id}`,
      owner: `worker ${quote(id)}`,
      path: [...path, value?.branch === undefined ? 'id' : 'branch'],
    }
    // Workers with the same name also have the same default branch. The shared name is already reported.
    if (value?.branch === undefined && taken.some(({ owner }) => owner === named.owner)) return []
    const message = taken.map(other => clash(named, other)).find(found => found !== null)
    taken.push(named)
    return message === undefined ? [] : [{ path: named.path, message }]
  })
}

function clash(mine: Named, other: Named): string | null {
  const [name, theirs] = [quote(mine.branch), `${quote(other.branch)} of ${other.owner}`]
  if (mine.branch === other.branch) return `branch ${name} is already used by ${other.owner}; every worker needs its own`
  // A file system that ignores case keeps the branches of both names in one file. People also confuse - and _.
  if (spelling(mine.branch) === spelling(other.branch))
    return `branch ${name} differs from ${theirs} only in spelling; give it another name`
  if (mine.branch.startsWith(`${other.branch}/`) || other.branch.startsWith(`${mine.branch}/`)) {
    return `branch ${name} cannot exist together with ${theirs}: git would need one as a directory of the other`
  }
  return null
}

function spelling(branch: string): string {
  return branch.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
