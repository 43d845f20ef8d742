/** One piece of shell text. Adjacent pieces form one word, unless a blank, an operator or a redirection separates them. */
export interface ShellPiece {
  readonly kind: PieceKind
  readonly source: string
}

/** `redirection`: the sign without its target. `other`: expansions, unclosed quotes, and signs that shells treat differently. */
export type PieceKind = 'blank' | 'redirection' | 'operator' | 'plain' | 'glob' | 'escape' | 'single' | 'double' | 'other'

/** A simple command in a text, and the operators around it; '' at the text's ends. */
export interface ShellPart {
  readonly before: string
  readonly pieces: readonly ShellPiece[]
  readonly after: string
}

type Patterns = readonly (readonly [PieceKind, RegExp])[]

/** The patterns of a list are tried in its order. */
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
 * Patterns that match only between words. A number belongs to a redirection, and a brace is an operator, only if they
 * are words of their own: `a2>b`, `{a,b}` and `${x}` are different.
 */
const BETWEEN_WORDS: Patterns = [['redirection', /\d+(?:>[>&|]?|<<<|<<-?|<[&>]?)/y], ['operator', /[{}](?=$|[ \t\n;|&()])/y], ...ANYWHERE]
const IN_WORD: Patterns = [['plain', /#/y], ...ANYWHERE]
const SEPARATE: ReadonlySet<PieceKind> = new Set(['blank', 'redirection', 'operator'])

/** The piece of the text that begins at the given place. */
export function pieceAt(text: string, at: number, isInWord: boolean): ShellPiece {
  for (const [kind, pattern] of isInWord ? IN_WORD : BETWEEN_WORDS) {
    pattern.lastIndex = at
    const source = pattern.exec(text)?.[0]
    if (source !== undefined) return { kind, source }
  }
  throw new RangeError(`the text ends before ${at}`)
}

/** All pieces of a text. Joined, they are the text. */
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

/** The value that the program gets from a piece, if the piece is plain, escaped or quoted. */
export function textOf({ kind, source }: ShellPiece): string {
  if (kind === 'escape') return source.slice(1)
  if (kind === 'single') return source.slice(1, -1)
  return kind === 'double' ? source.slice(1, -1).replace(/\\(["$`\\])/g, '$1') : source
}

export function sourceOf(pieces: readonly ShellPiece[]): string {
  return pieces.map(({ source }) => source).join('')
}

/** Whether a quote is open at the end of the text. */
export function hasOpenQuote(text: string): boolean {
  return shellPieces(text).some(({ kind, source }) => kind === 'other' && (source === "'" || source === '"'))
}

/**
 * The parts between operators, even of a text that no shell accepts. Not for deciding what is allowed: `readShellLine` refuses what it does
 * not understand, and this function does not.
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
