/** Something in the changes of a claim that may make its proof weaker than it looks. */
export interface ProofFinding {
  /** True if the finding rejects the claim, unless `policy.verify` says that such findings are only reported. */
  readonly rejects: boolean
  /** A sentence without the full stop, with the lines or files in question. */
  readonly text: string
}

const MOST_QUOTES = 5
const QUOTE_CHARS = 120

/** Quotes a few lines of a change, so that the reader need not look them up. */
export function quoteLines(lines: readonly { readonly path: string; readonly text: string }[]): string {
  const shown = lines.slice(0, MOST_QUOTES).map(({ path, text }) => `${path}: \`${text.slice(0, QUOTE_CHARS)}\``)
  return `${shown.join('; ')}${lines.length > MOST_QUOTES ? ` and ${lines.length - MOST_QUOTES} more` : ''}`
}
