/** Something in a claim's changes that may make its proof weaker than it looks. */
export interface Finding {
  /** true: the claim is not verified with it, unless the policy only flags. */
  readonly rejects: boolean
  /** A whole sentence without the full stop, with the lines or files it is about. */
  readonly text: string
}

const MOST_QUOTES = 5
const QUOTE_CHARS = 120

/** A few lines of a change, so that nobody has to look for them. */
export function quoteLines(lines: readonly { readonly path: string; readonly text: string }[]): string {
  const shown = lines.slice(0, MOST_QUOTES).map(({ path, text }) => `${path}: \`${text.slice(0, QUOTE_CHARS)}\``)
  return `${shown.join('; ')}${lines.length > MOST_QUOTES ? ` and ${lines.length - MOST_QUOTES} more` : ''}`
}
