import { type Document, type ErrorCode, isScalar, visit, type YAMLError } from 'yaml'
import { quote } from '../problem.ts'

/** A mistake in the YAML syntax, with its offset in the text. */
export interface SyntaxFinding {
  readonly offset: number
  readonly message: string
}

/** Lists all syntax mistakes of a document in plain words. The list is empty if there is no mistake. */
export function syntaxProblems(document: Document.Parsed, lineOf: (offset: number) => number): readonly SyntaxFinding[] {
  const found = [...document.errors, ...document.warnings].map(error => finding(error, document, lineOf))
  return [...found, ...strayAliases(document)]
}

/** Czar's own messages, for mistakes whose parser message does not say how to correct them. */
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent in YAML; write spaces',
  MULTIPLE_DOCS: 'a second document begins here; a project file has only one',
  BLOCK_AS_IMPLICIT_KEY: 'a value is followed by one more key; quote text that holds ": ", or indent the key like the keys beside it',
  RESOURCE_EXHAUSTION: 'this is nested too deeply',
}

function finding(error: YAMLError, document: Document.Parsed, lineOf: (offset: number) => number): SyntaxFinding {
  const [offset] = error.pos
  const said = error.message.split('\n')[0] ?? error.code
  if (error.code === 'DUPLICATE_KEY') return { offset, message: duplicateKey(document, offset, lineOf) }
  if (error.code === 'BAD_SCALAR_START') return { offset, message: `a value cannot begin with ${said.at(-1)}; put it in quotes` }
  const opened = error.code === 'MISSING_CHAR' && said.endsWith('quote') ? openQuote(document, offset) : null
  if (opened !== null) return { offset: opened, message: 'the quote that opens here is never closed' }
  return { offset, message: MESSAGES[error.code] ?? said }
}

function duplicateKey(document: Document.Parsed, offset: number, lineOf: (offset: number) => number): string {
  let message = 'this key is in this mapping already; keep one'
  visit(document, {
    Map: (_, { items }) => {
      const keys = items.map(item => item.key).filter(isScalar)
      const second = keys.find(key => key.range?.[0] === offset)
      const first = keys.find(key => key.value === second?.value)
      if (second === undefined || first === undefined) return undefined
      message = `key ${quote(second.value)} is in line ${lineOf(first.range?.[0] ?? 0)} already; keep one`
      return visit.BREAK
    },
  })
  return message
}

/**
 * Finds the opening quote that is never closed. The parser itself reports only the end of the file, where it stopped searching for the
 * closing quote.
 */
function openQuote(document: Document.Parsed, end: number): number | null {
  let opened: number | null = null
  visit(document, {
    Scalar: (_, { range, type }) => {
      if ((type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') && range && range[0] <= end && range[1] >= end) opened = range[0]
    },
  })
  return opened
}

/**
 * Finds values like `owns: [*.md]`, which YAML reads as an alias. The parser reports them only when values are made, and without a
 * position.
 */
function strayAliases(document: Document.Parsed): readonly SyntaxFinding[] {
  const anchors = new Set<string>()
  const found: SyntaxFinding[] = []
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor !== undefined) anchors.add(node.anchor)
    },
    Alias: (_, { source, range }) => {
      const message = `${quote(`*${source}`)} is a YAML alias, but no &${source} is defined above; put text that begins with * in quotes`
      if (!anchors.has(source)) found.push({ offset: range?.[0] ?? 0, message })
    },
  })
  return found
}
