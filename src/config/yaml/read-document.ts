import { type Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Path, Problem } from '../problem.ts'
import { syntaxProblems } from './syntax-problems.ts'

/** The content of a YAML file as plain values, with the position of each value. */
export interface YamlSource {
  readonly value: unknown
  readonly locate: (problem: Pick<Problem, 'path' | 'at'>) => Position
  /** Returns a value exactly as it is written (`1.10`, not 1.1). Returns undefined if there is no such value. */
  readonly written: (path: Path) => string | undefined
}

export interface Position {
  readonly line: number
  readonly column: number
}

export interface SyntaxProblem extends Position {
  readonly message: string
}

/** Parses one YAML 1.2 document. Syntax errors, duplicate keys and aliases that expand to too much are returned as problems. */
export function readDocument(text: string): YamlSource | { readonly problems: readonly SyntaxProblem[] } {
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true })
    const found = syntaxProblems(document, offset => at(offset).line)
    if (found.length > 0) return { problems: found.map(({ offset, message }) => ({ ...at(offset), message })) }
    return {
      value: document.toJS({ maxAliasCount: 100 }),
      locate: ({ path, at: part }) => at(offsetOf(document, path, part === 'key')),
      written: path => writtenAt(document, path),
    }
  } catch (error) {
    // The yaml package throws an error for aliases that expand to too much, for circular aliases, and (a RangeError) for extreme nesting.
    const reason = error instanceof Error ? error.message : String(error)
    return { problems: [{ line: 1, column: 1, message: `not readable as YAML: ${reason.split('\n')[0]}` }] }
  }
}

/** The offset of the deepest part of the path that exists. So a missing key is shown at the mapping in which it is missing. */
function offsetOf(document: Document, path: Path, wantsKey: boolean): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const [depth, step] of path.entries()) {
    const found = child(resolve(document, node), step)
    if (found === null) break
    node = found.value
    const isLast = depth === path.length - 1
    offset = (isLast && wantsKey ? startOf(found.key) : startOf(node)) ?? startOf(found.key) ?? offset
  }
  return offset
}

function writtenAt(document: Document, path: Path): string | undefined {
  let node: unknown = document.contents
  for (const step of path) node = child(resolve(document, node), step)?.value
  const scalar = resolve(document, node)
  if (!isScalar(scalar)) return undefined
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value))
}

function child(node: unknown, step: string | number): { key: unknown; value: unknown } | null {
  if (isMap(node)) {
    const pair = node.items.find(item => isPair(item) && isScalar(item.key) && item.key.value === step)
    return pair === undefined ? null : { key: pair.key, value: pair.value }
  }
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) return { key: null, value: node.items[step] }
  return null
}

function resolve(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function startOf(node: unknown): number | undefined {
  if (!isAlias(node) && !isScalar(node) && !isCollection(node)) return undefined
  return (node as Node).range?.[0]
}
