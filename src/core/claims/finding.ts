/** Something in a claim's changes that may make its proof weaker than it looks. */
export interface ProofFinding {
  /** true: the finding rejects the claim, unless the policy only flags such findings. */
  readonly rejects: boolean
  /** A sentence without its full stop, with the lines or files that it is about. */
  readonly text: string
}

const MOST_QUOTES = 5
const QUOTE_CHARS = 120

/** Quotes a few lines of a change, to save the reader a search. */
export function quoteLines(lines: readonly { readonly path: string; readonly text: string }[]): string {
  const shown = lines.slice(0, MOST_QUOTES).map(({ path, text }) => `${path}: \`${text.slice(0, QUOTE_CHARS)}\``)
  return `${shown.join('; ')}${lines.length > MOST_QUOTES ? ` and ${lines.length - MOST_QUOTES} more` : ''}`
}
