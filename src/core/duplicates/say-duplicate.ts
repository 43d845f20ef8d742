import type { DuplicateFact, EarlierWork } from '../events/duplicate-event.ts'
import { plainText } from '../text/plain-text.ts'

const NAMED = 3

/**
 * What two pieces of work have in common, as the end of a sentence. `reader`: the author of the later or the earlier work, or anybody else.
 * An author does not get the other author's words.
 */
export function sayDuplicate(facts: readonly DuplicateFact[], reader: 'later' | 'earlier' | 'person' = 'person'): string {
  const said = facts.slice(0, NAMED).map(fact => sayFact(reader === 'person' ? fact : withoutWords(fact, reader)))
  const rest = facts.length - said.length
  return `${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

/** `api (commit 12345678)`, `api (not committed yet)`, or base. */
export function sayEarlier({ task, commit, isUncommitted }: EarlierWork): string {
  return `${task ?? 'base'} (${isUncommitted ? 'not committed yet' : `commit ${commit.slice(0, 8)}`})`
}

/** The path, quoted so that it cannot be read as a sentence. */
const PLAIN_PATH = /^[\w.@+-]+(?:\/[\w.@+-]+)*$/

/**
 * Both works have the same name of a symbol, route, test or path. The name of a file, or of a text that is only similar, is the other
 * author's own.
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

/** A name was written by a worker: it is given in one line, quoted, and shortened. */
function quoted(text: string): string {
  return `\`${plainText(text, 120).replaceAll('`', "'").replaceAll('\n', ' ')}\``
}
