import { isTestFile } from '../claims/weakened-tests/test-file.ts'
import type { DuplicateFact } from '../events/duplicate-event.ts'
import type { AddedCommit } from '../ports/duplicates-port.ts'
import type { Fingerprint, NewName, Piece } from './fingerprint.ts'
import { saysLittle } from './says-little.ts'
import { commonShingles, type Shingles } from './shingles.ts'

/**
 * Two texts are alike if the smaller one shares at least CONTAINED of its shingles with the larger one. They are also alike if at least
 * ALIKE of all shingles of both texts are in both.
 */
const CONTAINED = 0.5
const ALIKE = 0.3
/** The same limit for shapes, which are texts with the names taken out. */
const SHAPE_CONTAINED = 0.6
/** Tests of one subject look alike even if two people wrote them, so tests must agree much more: in their texts, or in their shapes. */
const TEST_CONTAINED = 0.85
const TEST_SHAPE_CONTAINED = 0.7
/** Two pieces with fewer common shingles than this are never alike. */
const LEAST_COMMON = 4
/**
 * Two branches may use the same name for different things. An equal name counts only if this share of the smaller text is in the other text
 * too.
 */
const SAME_NAME_SHARE = 0.15

/**
 * Returns the evidence that two branches hold the same work, the strongest evidence first, or an empty list. `one` is the work that came
 * later.
 */
export function compareWork(one: Fingerprint, other: Fingerprint): readonly DuplicateFact[] {
  return [...samePatches(one.commits, other.commits), ...nearPieces(one, other), ...sameNames(one, other), ...samePaths(one, other)]
}

/**
 * Finds commits of both branches that make the same change. A copied commit keeps its author and time. It does not count, because a person
 * or an agent wanted it on both branches.
 */
function samePatches(ones: readonly AddedCommit[], others: readonly AddedCommit[]): readonly DuplicateFact[] {
  const byPatch = new Map(others.map(commit => [commit.patch, commit]))
  return ones.flatMap(commit => {
    const other = commit.patch === null ? undefined : byPatch.get(commit.patch)
    if (other === undefined || isCopy(commit, other)) return []
    const paths = [...commit.added.keys()]
    return paths.slice(0, 1).map(file => ({ kind: 'patch' as const, file, otherFile: file, name: null, share: 1 }))
  })
}

/** Whether both are the same commit, or one of them is a copy of the other. */
export function isCopy(one: AddedCommit, other: AddedCommit): boolean {
  return one.sha === other.sha || (one.patch !== null && one.patch === other.patch && one.author === other.author)
}

/**
 * Finds pieces of both works that are alike. If no single file or function is alike, it compares all added text as one, because the two
 * authors may have divided the work differently.
 */
function nearPieces(one: Fingerprint, other: Fingerprint): readonly DuplicateFact[] {
  const common = { text: commonShingles(one.all.text, other.all.text), shape: commonShingles(one.all.shape, other.all.shape) }
  const [ones, others] = [one, other].map(({ pieces }) => pieces.map(piece => candidateOf(piece, common)).filter(isPossible))
  const isPart = ({ piece }: Candidate) => !piece.isWhole
  const parts = nearOf(ones?.filter(isPart) ?? [], others?.filter(isPart) ?? [])
  return parts.length > 0 ? parts : nearOf(ones ?? [], others ?? [])
}

/**
 * A piece of added text, with only the shingles that occur anywhere in the other work. Most pieces have hardly any such shingle, so czar
 * need not compare them.
 */
interface Candidate {
  readonly piece: Piece
  readonly text: Shingles
  readonly shape: Shingles
}

function candidateOf(piece: Piece, common: { readonly text: Shingles; readonly shape: Shingles }): Candidate {
  return { piece, text: commonShingles(piece.text, common.text), shape: commonShingles(piece.shape, common.shape) }
}

function isPossible({ text, shape }: Candidate): boolean {
  return Math.max(text.length, shape.length) >= LEAST_COMMON
}

function nearOf(ones: readonly Candidate[], others: readonly Candidate[]): readonly DuplicateFact[] {
  const facts = ones.flatMap(one => {
    const best = others
      .map(other => ({ other: other.piece, share: shareOf(one, other) }))
      .filter(({ share }) => share !== null)
      .toSorted((left, right) => (right.share ?? 0) - (left.share ?? 0))[0]
    if (best === undefined) return []
    const { path, name } = one.piece
    return [{ kind: 'near' as const, file: path, otherFile: best.other.path, name, share: best.share ?? 0 }]
  })
  return facts.toSorted((left, right) => right.share - left.share)
}

/** Returns the share of the smaller piece that is also in the larger one, or null if the pieces are not alike. */
function shareOf(one: Candidate, other: Candidate): number | null {
  const isTest = isTestFile(one.piece.path) || isTestFile(other.piece.path)
  const text = likeness(one, other, 'text')
  const isNear = isTest ? text.contained >= TEST_CONTAINED && text.alike >= ALIKE : text.contained >= CONTAINED || text.alike >= ALIKE
  if (isNear) return text.contained
  const shape = likeness(one, other, 'shape')
  return shape.contained >= (isTest ? TEST_SHAPE_CONTAINED : SHAPE_CONTAINED) ? shape.contained : null
}

/**
 * Returns how much two pieces have in common. Returns zero early if they could not be alike even if all their candidate shingles were
 * equal.
 */
function likeness(one: Candidate, other: Candidate, of: 'text' | 'shape'): Likeness {
  const [small, large] = one.piece[of].length <= other.piece[of].length ? [one, other] : [other, one]
  const most = Math.min(small[of].length, large[of].length)
  if (most < small.piece[of].length * ALIKE) return NOTHING
  const both = commonShingles(one[of], other[of]).length
  return { contained: both / small.piece[of].length, alike: both / (small.piece[of].length + large.piece[of].length - both) }
}

interface Likeness {
  readonly contained: number
  readonly alike: number
}

const NOTHING: Likeness = { contained: 0, alike: 0 }

function overlap(one: Shingles, other: Shingles): Likeness {
  const small = Math.min(one.length, other.length)
  if (small === 0) return NOTHING
  const both = commonShingles(one, other).length
  return { contained: both / small, alike: both / (one.length + other.length - both) }
}

function sameNames(one: Fingerprint, other: Fingerprint): readonly DuplicateFact[] {
  const byName = Map.groupBy(other.names, keyOf)
  return one.names.flatMap(name => {
    if (saysLittle(name)) return []
    const twin = byName.get(keyOf(name))?.find(candidate => isSameThing(name, candidate))
    if (twin === undefined) return []
    const share = overlap(name.piece.text, twin.piece.text).contained
    return [{ kind: name.kind, file: name.piece.path, otherFile: twin.piece.path, name: name.name, share }]
  })
}

function keyOf({ kind, name }: NewName): string {
  return `${kind} ${name}`
}

function isSameThing({ piece }: NewName, { piece: other }: NewName): boolean {
  return overlap(piece.text, other.text).contained >= SAME_NAME_SHARE
}

function samePaths(one: Fingerprint, other: Fingerprint): readonly DuplicateFact[] {
  const theirs = new Set(other.paths)
  return one.paths.flatMap(path => {
    if (!theirs.has(path)) return []
    const [mine, twin] = [one, other].map(({ pieces }) => pieces.find(piece => piece.path === path && piece.name === null))
    const share = mine === undefined || twin === undefined ? 0 : overlap(mine.text, twin.text).contained
    return share < SAME_NAME_SHARE ? [] : [{ kind: 'path' as const, file: path, otherFile: path, name: null, share }]
  })
}
