/** A piece of a shell text. Pieces next to each other are one word, unless a blank, an operator or a redirection stands between them. */
export interface ShellPiece {
  readonly kind: PieceKind
  readonly source: string
}

/**
 * The kind of a piece. `redirection`: the operator without its target. `other`: expansions, quotes that are not closed, and characters that
 * not all shells treat in the same way.
 */
export type PieceKind = 'blank' | 'redirection' | 'operator' | 'plain' | 'glob' | 'escape' | 'single' | 'double' | 'other'

/** A simple command in a text, and the operators before and after it. An operator is '' at the beginning or end of the text. */
export interface ShellPart {
  readonly before: string
  readonly pieces: readonly ShellPiece[]
  readonly after: string
}

type Patterns = readonly (readonly [PieceKind, RegExp])[]

/** The patterns that match anywhere. They are tried in this order. */
const ANYWHERE: Patterns = [
  ['blank', /[ \t]+/y],
  ['redirection', /&>>?|>[>&|]?|<<<|<<-?|<[&>]?/y],
  ['operator', /&&|\|\||\$\(|[;|&\n()`]/y],
  ['plain', /[A-Za-z0-9_./:@%+,=^~\]-]+/y],
  ['glob', /[*?[]/y],
  ['escape', /\\[\s\S]/y],
  ['other', /\$'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y],
  ['single', /'[^']*'/y],
  ['double', /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y],
  ['other', /[\s\S]/y],
]
/**
 * Patterns that match only between words. A number belongs to a redirection, and a brace is an operator, only if it is a word of its own:
 * `a2>b`, `{a,b}` and `${x}` are something else.
 */
const BETWEEN_WORDS: Patterns = [['redirection', /\d+(?:>[>&|]?|<<<|<<-?|<[&>]?)/y], ['operator', /[{}](?=$|[ \t\n;|&()])/y], ...ANYWHERE]
const IN_WORD: Patterns = [['plain', /#/y], ...ANYWHERE]
const SEPARATE: ReadonlySet<PieceKind> = new Set(['blank', 'redirection', 'operator'])

/** Returns the piece of the text that begins at this place. */
export function pieceAt(text: string, at: number, isInWord: boolean): ShellPiece {
  for (const [kind, pattern] of isInWord ? IN_WORD : BETWEEN_WORDS) {
    pattern.lastIndex = at
    const source = pattern.exec(text)?.[0]
    if (source !== undefined) return { kind, source }
  }
  throw new RangeError(`the text ends before ${at}`)
}

/** Returns all pieces of a text, in order. Joined, the pieces give the text again. */
export function shellPieces(text: string): readonly ShellPiece[] {
  const pieces: ShellPiece[] = []
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at, isOfWord(pieces.at(-1)))
    pieces.push(piece)
    at += piece.source.length
  }
  return pieces
}

export function isOfWord(piece: ShellPiece | undefined): boolean {
  return piece !== undefined && !SEPARATE.has(piece.kind)
}

/** Returns the text that the program gets from a piece that is plain, escaped or quoted. */
export function textOf({ kind, source }: ShellPiece): string {
  if (kind === 'escape') return source.slice(1)
  if (kind === 'single') return source.slice(1, -1)
  return kind === 'double' ? source.slice(1, -1).replace(/\\(["$`\\])/g, '$1') : source
}

export function sourceOf(pieces: readonly ShellPiece[]): string {
  return pieces.map(({ source }) => source).join('')
}

/** Whether a quote is still open at the end of the text. */
export function hasOpenQuote(text: string): boolean {
  return shellPieces(text).some(({ kind, source }) => kind === 'other' && (source === "'" || source === '"'))
}

/**
 * Returns the parts between operators, even if no shell would accept the text. Do not use it to decide whether a command is allowed,
 * because it accepts text that it does not understand. Use `readShellLine` for that.
 */
export function shellParts(pieces: readonly ShellPiece[]): readonly ShellPart[] {
  const parts: ShellPart[] = []
  let [before, part]: [string, ShellPiece[]] = ['', []]
  for (const piece of pieces) {
    if (piece.kind !== 'operator') {
      part.push(piece)
      continue
    }
    parts.push({ before, pieces: part, after: piece.source })
    ;[before, part] = [piece.source, []]
  }
  return [...parts, { before, pieces: part, after: '' }]
}
