import type { DuplicateFact, EarlierWork } from '../events/duplicate-event.ts'
import { plainText } from '../text/plain-text.ts'

const NAMED = 3

/**
 * Says what two pieces of work have in common, as the end of a sentence. `reader` is the author of the later work, the author of the
 * earlier work, or any other person. One author is never shown words that the other author chose, because an agent might obey them.
 */
export function sayDuplicate(facts: readonly DuplicateFact[], reader: 'later' | 'earlier' | 'person' = 'person'): string {
  const said = facts.slice(0, NAMED).map(fact => sayFact(reader === 'person' ? fact : withoutWords(fact, reader)))
  const rest = facts.length - said.length
  return `${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

/** Names the earlier work: `api (commit 12345678)`, `api (not committed yet)`, or base in place of the task. */
export function sayEarlier({ task, commit, isUncommitted }: EarlierWork): string {
  return `${task ?? 'base'} (${isUncommitted ? 'not committed yet' : `commit ${commit.slice(0, 8)}`})`
}

/** A path that an agent cannot read as a sentence, because it has no blanks or unusual characters. */
const PLAIN_PATH = /^[\w.@+-]+(?:\/[\w.@+-]+)*$/

/**
 * Removes the words that the other author chose. A symbol, route, test or path is in both works, so the reader chose the same name. The
 * other file's name, or the name of a text that is only similar, was chosen by the other author alone.
 */
function withoutWords(fact: DuplicateFact, reader: 'later' | 'earlier'): DuplicateFact {
  const plain = (path: string) => (path.length <= 100 && PLAIN_PATH.test(path) ? path : 'a file')
  if (reader === 'later') return { ...fact, otherFile: plain(fact.otherFile) }
  return { ...fact, file: plain(fact.file), name: fact.kind === 'near' ? null : fact.name }
}

function sayFact({ kind, name, file, otherFile, share }: DuplicateFact): string {
  const [here, there] = [quoted(file), quoted(otherFile)]
  const where = file === otherFile ? `in ${here}` : `in ${here} and ${there}`
  if (kind === 'patch') return `the same change ${where}`
  if (kind === 'path') return `the new file ${here}`
  if (kind === 'near') return `${Math.round(share * 100)} % of ${name === null ? 'the added text' : quoted(name)} ${where}`
  return `the ${kind} ${quoted(name ?? '')} ${where}`
}

/** Prints a name that a worker chose: shortened, in quotes and on one line, so that it cannot be read as a sentence. */
function quoted(text: string): string {
  return `\`${plainText(text, 120).replaceAll('`', "'").replaceAll('\n', ' ')}\``
}
