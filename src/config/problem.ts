/** A place in the YAML file: the keys and list positions that lead to it from the root. */
export type Path = readonly (string | number)[]

/** One mistake, and how to correct it. With `at: 'key'` the position of the key is shown, otherwise that of its value. */
export interface Problem {
  readonly path: Path
  readonly at?: 'key' | 'value'
  readonly message: string
}

/** The whole message: the key, and then what is wrong. */
export function sayProblem(problem: Problem): string {
  return `${where(problem)}${problem.message}`
}

/**
 * The key that a message names. Inside a list, it begins at the list's item (`prefers.workers`). It is empty for an unknown key, because
 * that message names the key itself.
 */
function where({ path, at }: Problem): string {
  const end = path.findLastIndex(step => typeof step === 'string') + 1
  const start = path.slice(0, end).findLastIndex(step => typeof step === 'number') + 1
  return at === 'key' || start === end ? '' : `${path.slice(start, end).join('.')}: `
}

/** A YAML value for a message: on one line, in quotes, and shortened if it is long. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value)
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text
  // JSON.stringify escapes quotes and the control characters below 32. These other control characters could still act on a terminal.
  return JSON.stringify(short).replace(/[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** What a check of a single entry returns if it found problems: their messages, each once. */
export function refuseEntry(problems: readonly Problem[]): { readonly problems: readonly string[] } {
  return { problems: [...new Set(problems.map(sayProblem))] }
}

/** Whether a place in the file is inside another one. */
export function isUnder(path: Path, parent: Path): boolean {
  return parent.every((step, index) => path[index] === step)
}
