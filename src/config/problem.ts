/** A place in the YAML: keys and list positions from the root. */
export type Path = readonly (string | number)[]

/** One mistake, and how to correct it. `at: 'key'` points at the key; otherwise the value is marked. */
export interface Problem {
  readonly path: Path
  readonly at?: 'key' | 'value'
  readonly message: string
}

/** The message, which follows the key. */
export function sayProblem(problem: Problem): string {
  return `${where(problem)}${problem.message}`
}

/**
 * The key that a message names, from its list item on (`prefers.workers`). If a key is unknown, the message itself names
 * it.
 */
function where({ path, at }: Problem): string {
  const end = path.findLastIndex(step => typeof step === 'string') + 1
  const start = path.slice(0, end).findLastIndex(step => typeof step === 'number') + 1
  return at === 'key' || start === end ? '' : `${path.slice(start, end).join('.')}: `
}

/** A YAML value for a message: on one line, quoted, shortened. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value)
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text
  // JSON escapes C0 and quotes. DEL, C1 and bidi controls could still act on a terminal.
  return JSON.stringify(short).replace(/[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
