import { isTestFile } from '../claims/weakened-tests/test-file.ts'
import type { AddedCommit, AddedLine, AddedText, AddedWork, DeclaredSymbol } from '../ports/duplicates-port.ts'
import { isCompared } from './is-compared.ts'
import { allShingles, type Shingles, shapeShinglesOf, shinglesOf } from './shingles.ts'
import { titledLines } from './titled-lines.ts'
import { type Token, tokensOf } from './tokens.ts'

/**
 * Czar compares short runs of tokens. A run has this many tokens for the text, and SHAPE_SIZE tokens for the shape (the text with its names
 * taken out).
 */
const TEXT_SIZE = 5
const SHAPE_SIZE = 8
/** A text with fewer tokens than this is not compared, because short texts are alike by chance. */
export const LEAST_TOKENS = 40

/** The parts of a branch's work that are compared with other work. */
export interface Fingerprint {
  readonly commits: readonly AddedCommit[]
  readonly pieces: readonly Piece[]
  /** The shingles (hashes of short runs of tokens) of all files together. */
  readonly all: Pick<Piece, 'text' | 'shape'>
  readonly names: readonly NewName[]
  /** The new files that have enough added text to be compared. */
  readonly paths: readonly string[]
}

/** A piece of added text. It is one function, all that was added to one file, all added program code, or all added tests. */
export interface Piece {
  /** The file of the piece. A piece that spans several files has the file to which most was added. */
  readonly path: string
  readonly isWhole: boolean
  /** The name of the function, or null if the piece is not a single function. */
  readonly name: string | null
  readonly tokens: number
  readonly text: Shingles
  readonly shape: Shingles
}

/** An exported symbol, route or test that the file did not have before. */
export interface NewName {
  readonly kind: 'symbol' | 'route' | 'test'
  readonly name: string
  readonly piece: Piece
}

/** The names that a file declares, now and before the work began. */
export interface SymbolsOfFile {
  readonly now: readonly DeclaredSymbol[]
  readonly before: readonly DeclaredSymbol[]
}

/**
 * Makes the fingerprint of a branch's work. `symbols` has the declared names of each file, by path. `without` holds commits that the other
 * branch has too, so their lines are not compared.
 */
export function fingerprintOf(
  work: AddedWork,
  symbols: ReadonlyMap<string, SymbolsOfFile>,
  without: readonly AddedCommit[] = [],
): Fingerprint {
  const files = work.files.flatMap(file => {
    const lines = isCompared(file.path, file.text) ? leftOf(file, without) : []
    const tokens = tokensOf(file.path, lines)
    return tokens.length < LEAST_TOKENS ? [] : [{ ...file, lines, tokens }]
  })
  const pieces = files.map(({ path, tokens }) => pieceOf({ path, tokens }, null))
  const functions = files.flatMap(file => functionsOf(file, symbols.get(file.path)))
  return {
    commits: work.commits,
    all: allOf(pieces),
    pieces: [...pieces, ...wholesOf(pieces), ...functions.map(({ piece }) => piece).filter(piece => piece.tokens >= LEAST_TOKENS)],
    names: [
      ...functions.filter(({ piece, isExported }) => isExported && !isTestFile(piece.path)).map(({ piece }) => asName(piece)),
      ...files.flatMap(titlesOf),
    ],
    paths: files.filter(({ isNew }) => isNew).map(({ path }) => path),
  }
}

type AddedTokens = Pick<AddedText, 'path' | 'lines'> & { readonly tokens: readonly Token[]; readonly before: string | null }

function leftOf({ path, lines }: AddedText, without: readonly AddedCommit[]): readonly AddedLine[] {
  const gone = new Set(without.flatMap(({ added }) => added.get(path) ?? []))
  return gone.size === 0 ? lines : lines.filter(({ text }) => !gone.has(text))
}

/** The functions, classes and types that the file did not have before. */
function functionsOf({ path, lines, tokens }: AddedTokens, symbols: SymbolsOfFile | undefined) {
  if (symbols === undefined) return []
  const isKnown = new Set(symbols.before.map(({ name }) => name))
  const isAdded = new Set(lines.map(({ at }) => at))
  return symbols.now.flatMap(({ name, isExported, from, to }) => {
    if (!isAdded.has(from) || isKnown.has(name)) return []
    return [{ isExported, piece: pieceOf({ path, tokens: between(tokens, from, to) }, name) }]
  })
}

function asName(piece: Piece): NewName {
  return { kind: 'symbol', name: piece.name ?? '', piece }
}

/** A test or route ends where the next one begins, and at the latest after this many lines. */
const TITLE_LINES = 40

function titlesOf({ path, lines, tokens, before }: AddedTokens): readonly NewName[] {
  const titles = titledLines(path, lines)
  return titles.flatMap(({ kind, name, at }, index) => {
    if (before?.includes(name)) return []
    const to = Math.min(titles[index + 1]?.at ?? Number.POSITIVE_INFINITY, at + TITLE_LINES) - 1
    return [{ kind, name, piece: pieceOf({ path, tokens: between(tokens, at, to) }, name) }]
  })
}

function between(tokens: readonly Token[], from: number, to: number): readonly Token[] {
  return tokens.filter(({ at }) => at >= from && at <= to)
}

function pieceOf({ path, tokens }: Pick<AddedTokens, 'path' | 'tokens'>, name: string | null): Piece {
  const [text, shape] = [shinglesOf(tokens, TEXT_SIZE), shapeShinglesOf(tokens, SHAPE_SIZE)]
  return { path, isWhole: false, name, tokens: tokens.length, text, shape }
}

/** Makes one piece of all program code and one of all tests, if several files were added to. */
function wholesOf(files: readonly Piece[]): readonly Piece[] {
  const parts = [files.filter(({ path }) => !isTestFile(path)), files.filter(({ path }) => isTestFile(path))]
  return parts.flatMap(part => {
    const [largest] = part.toSorted((one, other) => other.tokens - one.tokens)
    if (largest === undefined || part.length < 2) return []
    const tokens = part.reduce((sum, piece) => sum + piece.tokens, 0)
    return [{ ...largest, isWhole: true, tokens, ...allOf(part) }]
  })
}

function allOf(pieces: readonly Piece[]): Pick<Piece, 'text' | 'shape'> {
  return { text: allShingles(pieces.map(({ text }) => text)), shape: allShingles(pieces.map(({ shape }) => shape)) }
}
