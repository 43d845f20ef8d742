import type { RefsState } from '../../../core/model/refs-state.ts'
import type { BaseQuestion, GitPort } from '../../../core/ports/git-port.ts'

type Found = Awaited<ReturnType<GitPort['unprovenOnBase']>>

/**
 * Remembers the unproven commits on base, because git must read the history of every branch that a worker used in order to find them. The
 * answer changes only if base moves, if a proof is removed, or, if the list is not empty, if the question changes in any other way. A new
 * proof can only shorten the list.
 */
export function rememberUnproven(
  ask: GitPort['unprovenOnBase'],
  journalled: () => RefsState | null,
): (question: BaseQuestion) => Promise<Found> {
  let last: { readonly question: BaseQuestion; readonly found: Found } | null = null
  let isFirst = true
  return async question => {
    // If base has not moved since the last czar read it, the launch uses the answer in the journal and does not wait for git. The next
    // reading asks git.
    const before = isFirst ? journalled() : null
    isFirst = false
    if (before !== null && before.base.commit === question.base && Object.keys(before.unproven).length === 0) return {}
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
