import type { BaseQuestion, GitPort } from '../../core/model/git-port.ts'

type Found = Awaited<ReturnType<GitPort['unprovenOnBase']>>

/**
 * What base has although nothing proved it, asked of git only when the answer may be another one: the log of every branch that
 * was ever worked on is read for it. Base gets no commit without moving, and a proof more only takes from what was found.
 */
export function rememberUnproven(ask: GitPort['unprovenOnBase']): (question: BaseQuestion) => Promise<Found> {
  let last: { readonly question: BaseQuestion; readonly found: Found } | null = null
  return async question => {
    if (last === null || mayDiffer(last, question)) last = { question, found: await ask(question) }
    return last.found
  }
}

function mayDiffer({ question: before, found }: { readonly question: BaseQuestion; readonly found: Found }, now: BaseQuestion): boolean {
  if (before.base !== now.base) return true
  const proven = new Set(now.proven)
  if (before.proven.some(commit => !proven.has(commit))) return true
  return Object.keys(found).length > 0 && JSON.stringify(before) !== JSON.stringify(now)
}
