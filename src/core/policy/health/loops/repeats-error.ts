import type { Word } from '../../../state/types/memory.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { errorIn, sameError } from '../../../text/error-text.ts'
import { since } from '../../engine/evidence.ts'
import type { WorkLoop } from './find-loop.ts'

const TIMES = 3

/** The same error came three times while no file changed. An error from before the first change does not count. */
export function repeatsError({ words, git }: Pick<WorkerState, 'words' | 'git'>): WorkLoop | null {
  if (git === null) return null
  // An error in a report is on the screen as well, so each source is counted separately.
  for (const source of ['report', 'check', 'screen'] as const) {
    const errors = words.filter(word => word.source === source && word.tree === git.tree).flatMap(errorOf)
    const last = errors.at(-1)
    if (last === undefined) continue
    const same = errors.filter(({ error }) => sameError(error, last.error))
    if (same.length < TIMES) continue
    return {
      matter: 'same-error',
      reason: `the same error again and again, and no file changed: ${last.error}`,
      problem: `You met the same error ${TIMES} times and changed no file between: ${last.error}`,
      evidence: same.slice(-TIMES).map(({ word, error }) => since(source === 'check' ? 'record' : source, error, word)),
    }
  }
  return null
}

function errorOf(word: Word): readonly { readonly word: Word; readonly error: string }[] {
  const isDone = word.kind === 'done' || word.kind === 'ack'
  const error = isDone ? null : errorIn(word.text)
  return error === null ? [] : [{ word, error }]
}
