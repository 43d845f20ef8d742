import { compareWork } from '../../../src/core/duplicates/compare-work.ts'
import { fingerprintOf, type SymbolsOfFile } from '../../../src/core/duplicates/fingerprint.ts'
import type { CommitSha } from '../../../src/core/model/ids.ts'
import type { AddedCommit, AddedText, AddedWork, DeclaredSymbol } from '../../../src/core/ports/duplicates-port.ts'

export const SLUG = `export function slugify(title: string): string {
  const plain = title.normalize('NFKD').replace(/[^\\w\\s-]/g, '')
  const words = plain.trim().toLowerCase().split(/\\s+/)
  const short = words.filter(word => word.length > 0).slice(0, 8)
  if (short.length === 0) throw new RangeError('a title needs a word')
  return short.join('-')
}
`

export const SLUG_RENAMED = `// Makes a name for the address bar.
export function toAddress(heading: string): string {
  const ascii = heading.normalize('NFKD').replace(/[^\\w\\s-]/g, '')
  // in small letters
  const parts = ascii.trim().toLowerCase().split(/\\s+/)
  const few = parts.filter(part => part.length > 0).slice(0, 8)
  if (few.length === 0) throw new RangeError('a title needs a word')
  return few.join('-')
}
`

export const OTHER = `export async function countVisits(store: Map<string, number>, keys: Iterable<string>) {
  for await (const key of keys) store.set(key, 1 + (store.get(key) ?? 0))
  const total = [...store.values()].reduce((sum, count) => sum + count, 0)
  console.table({ total, distinct: store.size, mean: total / store.size })
  if (total > 1_000_000) store.clear()
  return { total, isFull: store.size >= 10_000 }
}
`

/** A new file with this text. */
export function added(path: string, text: string, more: Partial<AddedText> = {}): AddedText {
  return { path, isNew: true, text, before: null, lines: text.split('\n').map((line, at) => ({ at: at + 1, text: line })), ...more }
}

export function workOf(files: readonly AddedText[], commits: readonly AddedCommit[] = []): AddedWork {
  return { commits, files }
}

export function commitOf(sha: string, patch: string | null, author: string, files: readonly AddedText[]): AddedCommit {
  return { sha: sha as CommitSha, patch, author, added: new Map(files.map(({ path, lines }) => [path, lines.map(({ text }) => text)])) }
}

/** Finds TypeScript declarations by a pattern, because the core cannot parse a language. */
function symbolsOf({ files }: AddedWork): ReadonlyMap<string, SymbolsOfFile> {
  const find = (text: string): readonly DeclaredSymbol[] =>
    [...text.matchAll(/^(export )?(?:async )?function (\w+)[\s\S]*?^}/gm)].map(({ 0: whole, 1: word, 2: name = '', index }) => {
      const from = text.slice(0, index).split('\n').length
      return { name, isExported: word !== undefined, from, to: from + whole.split('\n').length - 1 }
    })
  return new Map(files.map(({ path, text, before }) => [path, { now: find(text), before: find(before ?? '') }]))
}

/** The facts as `kind name file otherFile`. The later work comes first. */
export function factsOf(later: AddedWork, earlier: AddedWork): readonly string[] {
  const [one, other] = [later, earlier].map(work => fingerprintOf(work, symbolsOf(work)))
  if (one === undefined || other === undefined) return []
  return compareWork(one, other).map(({ kind, name, file, otherFile }) => [kind, name, file, otherFile].filter(Boolean).join(' '))
}
