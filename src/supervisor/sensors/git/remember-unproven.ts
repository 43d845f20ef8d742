import type { RefsState } from '../../../core/model/refs-state.ts'
import type { BaseQuestion, GitPort } from '../../../core/ports/git-port.ts'

type Found = Awaited<ReturnType<GitPort['unprovenOnBase']>>

/**
 * Caches the unproven commits on base, since git reads the log of every branch ever worked on for them. The answer changes only
 * when base moves or a proof goes; another proof can only remove from what was found.
 */
export function rememberUnproven(
  ask: GitPort['unprovenOnBase'],
  journalled: () => RefsState | null,
): (question: BaseQuestion) => Promise<Found> {
  let last: { readonly question: BaseQuestion; readonly found: Found } | null = null
  let isFirst = true
  return async question => {
    // A launch does not wait for git if base stands as an earlier czar left it; the next look asks.
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
