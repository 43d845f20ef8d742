import { UsageError } from '../../../core/model/errors.ts'
import { cleanFact, FACT_CHARS } from '../../../core/model/facts/repository-fact.ts'
import type { CliIo } from '../../io.ts'
import { readText } from '../../read-input.ts'

interface FactInput {
  readonly text: string
  readonly contradicts: number | undefined
  readonly forget: number | undefined
  readonly confirms: number | undefined
}

const HINT = { hint: 'czar report fact --help' }

/** Returns the text of a fact, or an empty text if the worker only says that an earlier fact is wrong or right. */
export async function readFact({ text, contradicts, forget, confirms }: FactInput, io: CliIo): Promise<string> {
  if (confirms !== undefined) {
    if (text === '' && contradicts === undefined && forget === undefined) return ''
    throw new UsageError('--confirms stands alone: the words of the fact stay as they are', HINT)
  }
  if (forget !== undefined) {
    if (text === '' && contradicts === undefined) return ''
    throw new UsageError('--forget stands alone; to say what is true, use --contradicts', HINT)
  }
  const words = (await readText(text, io)).trim()
  if (words === '') throw new UsageError('there is nothing to report: the text is empty', HINT)
  if (cleanFact(words) === null) throw new UsageError(`a fact is one line of at most ${FACT_CHARS} characters`, HINT)
  return words
}
