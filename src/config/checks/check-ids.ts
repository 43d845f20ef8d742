import type { Draft } from '../draft.ts'
import { type Problem, quote } from '../problem.ts'

/** Checks that no two workers or bonus tasks have the same name, or names that differ only in upper and lower case. */
export function checkIds({ workers, bonus }: Draft): readonly Problem[] {
  const seen = new Map<string, { id: string; what: string }>()
  const problems: Problem[] = []
  for (const { id, path } of [...workers, ...bonus]) {
    if (id === null) continue
    const what = path[0] === 'workers' ? 'worker' : 'bonus task'
    const earlier = seen.get(id.toLowerCase())
    if (earlier === undefined) seen.set(id.toLowerCase(), { id, what })
    else problems.push({ path: [...path, 'id'], message: clash(id, what, earlier) })
  }
  return problems
}

function clash(id: string, what: string, earlier: { id: string; what: string }): string {
  const same =
    earlier.id === id ? `is already the id of a ${earlier.what}` : `differs from the ${earlier.what} ${quote(earlier.id)} only in case`
  return `${what} ${quote(id)} ${same}; every id must be unique`
}
