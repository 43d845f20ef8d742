import type { Node } from 'web-tree-sitter'
import type { Print } from './idioms.ts'
import type { Grammar } from './languages.ts'

const LEAST_STATEMENTS = 4

/**
 * Splits a long function: the second half of its body becomes a function of its own. Returns null if the node is short or is no function.
 */
export function splitFunction(node: Node, grammar: Grammar, print: Print): string | null {
  if (!grammar.functions.has(node.type)) return null
  const body = node.childForFieldName('body')
  const holder = body?.namedChildren[0]?.type === 'statement_list' ? body.namedChildren[0] : body
  const statements = holder?.namedChildren.filter(child => child !== null && !/comment/.test(child.type)) ?? []
  if (body === null || statements.length < LEAST_STATEMENTS) return null
  const half = Math.ceil(statements.length / 2)
  const [first, second] = [statements.slice(0, half), statements.slice(half)].map(part => part.map(one => print(one as Node)))
  const head = node.children.filter(child => child !== null && child.endIndex <= body.startIndex).map(child => print(child as Node))
  const used = sharedNames(statements.slice(0, half), statements.slice(half))
  return write(grammar, { node, head: head.join(' '), first: first ?? [], second: second ?? [], used })
}

interface Halves {
  readonly node: Node
  readonly head: string
  readonly first: readonly string[]
  readonly second: readonly string[]
  readonly used: readonly string[]
}

function write({ name: language }: Grammar, { node, head, first, second, used }: Halves): string {
  const rest = `finish${node.startPosition.row}`
  const outer = ' '.repeat(node.startPosition.column)
  const inner = `${outer}    `
  const block = (lines: readonly string[]) => lines.map(line => `${inner}${line}\n`).join('')
  const parameters = used.join(', ')
  if (language === 'python') {
    const isMethod = /\(\s*self\b/.test(head)
    const call = isMethod ? `self.${rest}(${parameters})` : `${rest}(${parameters})`
    return `${head}\n${block([...first, `return ${call}`])}\n${outer}def ${rest}(${isMethod ? ['self', ...used].join(', ') : parameters}):\n${block(second)}`
  }
  const isMethod = node.type === 'method_definition'
  const call = `return ${isMethod ? 'this.' : ''}${rest}(${parameters})`
  const keyword = { javascript: isMethod ? '' : 'function ', go: 'func ', rust: 'fn ' }[language]
  const end = language === 'rust' ? ';' : ''
  const typed =
    language === 'go'
      ? used.map(name => `${name} any`).join(', ')
      : language === 'rust'
        ? used.map(name => `${name}: _`).join(', ')
        : parameters
  return `${head} {\n${block([...first, `${call}${end}`])}${outer}}\n\n${outer}${keyword}${rest}(${typed}) {\n${block(second)}${outer}}`
}

function sharedNames(first: readonly (Node | null)[], second: readonly (Node | null)[]): readonly string[] {
  const words = (nodes: readonly (Node | null)[]) =>
    new Set(nodes.flatMap(node => node?.text.match(/(?<![\w.$])[a-z_]\w*(?=\s*(?::?=|\.))/g) ?? []))
  const later = words(second)
  return [...words(first)].filter(name => later.has(name)).slice(0, 4)
}
