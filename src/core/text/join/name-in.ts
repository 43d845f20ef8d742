/**
 * A definition at the beginning of a line, perhaps after words such as `export` and `async`. Farther in a line, the same words may be
 * prose.
 */
const DEFINITION =
  /^\s*(?:(?:export|default|declare|async|public|private|protected|internal|static|abstract|final|readonly|unsafe|pub(?:\([^)]*\))?)\s+)*(?:def|class|func|function|fn|const|let|var|type|interface|struct|enum|trait|mod)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/u
/** A field, a key or a parameter: `name: …`, `name?: …`, `"name": …`, and `name=…,` in a list. */
const KEY = /^\s*["'`]?([\p{L}_$][\p{L}\p{N}_$-]*)["'`]?\s*(?:\??:(?![:/])|=(?![=>]).*,\s*$)/u
const NO_KEYS: readonly (string | undefined)[] = ['else', 'try', 'except', 'finally']

/** Returns the name that a line defines, as a list of one, or an empty list if the line defines none. */
export function nameIn(line: string): readonly string[] {
  const key = KEY.exec(line)?.[1]
  const name = DEFINITION.exec(line)?.[1] ?? (NO_KEYS.includes(key) ? undefined : key)
  return name === undefined ? [] : [name]
}

/** Returns the first word of a line, as a list of one. A line such as `name=1` defines no name, but becomes `name=1,` when a list grows. */
export function firstWord(line: string): readonly string[] {
  const word = /^\s*["'`]?([\p{L}_$][\p{L}\p{N}_$-]*)/u.exec(line)?.[1]
  return word === undefined ? [] : [word]
}

export function indentation(line: string): number {
  return line.length - line.trimStart().length
}
