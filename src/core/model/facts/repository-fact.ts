import { plainText } from '../../text/plain-text.ts'
import { withoutLogins } from '../../text/without-logins.ts'

/** The longest fact, in UTF-16 units. */
export const FACT_CHARS = 200

/** A fact that a worker states with `czar report fact`. It counts once the worker's task is proven. */
export interface StatedFact {
  /** The text of the fact, or null if the worker only says that another fact is wrong or right. */
  readonly text: string | null
  /** The number of the fact that is wrong, or null. */
  readonly contradicts: number | null
  /** The number of the fact that the worker found to be right. Absent means none. */
  readonly confirms?: number
}

/** A fact about a repository, stated by a worker whose task was proven. */
export interface RepositoryFact {
  readonly id: number
  readonly text: string
  /** Who stated the fact last, with which task of which project, and the commit that proved the task. */
  readonly project: string
  readonly task: string
  readonly worker: string
  readonly commit: string | null
  /** When that task was proven, in ms since the epoch. */
  readonly confirmedAt: number
  /** The same moment as a day (UTC), such as 2026-11-20. */
  readonly day: string
}

/**
 * Returns the text of a fact as one line without control characters, terminal sequences and logins. Returns null if it is empty, too long,
 * or has several lines. A longer text is not cut, because the end may say the opposite of the beginning.
 */
export function cleanFact(text: string): string | null {
  const line = text.trim()
  if (line.length > FACT_CHARS || /[\r\n\v\f\u0085\u2028\u2029]/.test(line)) return null
  const plain = plainText(withoutLogins(line), FACT_CHARS).replaceAll(/\s+/g, ' ').trim()
  return plain === '' ? null : plain
}
