import { type Lang, parseAsync, type SgNode } from '@ast-grep/napi'
import type { DeclaredSymbol } from '../../core/ports/duplicates-port.ts'

const KINDS = [
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'abstract_class_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'variable_declarator',
  'method_definition',
  'assignment_expression',
]

/** The symbols of a TypeScript or JavaScript file. The library parses the file in another thread. */
export async function javascriptSymbols(language: string, text: string): Promise<readonly DeclaredSymbol[]> {
  const root = (await parseAsync(language as Lang, text)).root()
  const listed = exportedByList(root)
  const found = root.findAll({ rule: { any: KINDS.map(kind => ({ kind })) } })
  return found.flatMap(node => symbolOf(node, listed) ?? [])
}

function symbolOf(node: SgNode, listed: ReadonlySet<string>): DeclaredSymbol | null {
  const kind = node.kind()
  if (kind === 'assignment_expression') return assigned(node)
  const name = node.field('name')?.text()
  if (name === undefined || !/^[\w$#]+$/.test(name)) return null
  if (kind === 'method_definition') return method(node, name, listed)
  const statement = kind === 'variable_declarator' ? node.parent() : node
  if (statement === null || !isAtTop(statement)) return null
  return { name, isExported: isExported(statement) || listed.has(name), ...linesOf(node) }
}

function method(node: SgNode, name: string, listed: ReadonlySet<string>): DeclaredSymbol | null {
  const owner = node.parent()?.parent()
  const ownerName = owner?.field('name')?.text()
  if (owner == null || ownerName === undefined || !isAtTop(owner) || name === 'constructor') return null
  const isShown = !name.startsWith('#') && (isExported(owner) || listed.has(ownerName))
  return { name: `${ownerName}.${name}`, isExported: isShown, ...linesOf(node) }
}

/** Finds a symbol that is declared by an assignment: `exports.name = …`, `module.exports.name = …` or `Thing.prototype.name = …`. */
function assigned(node: SgNode): DeclaredSymbol | null {
  const left = node.field('left')?.text() ?? ''
  const [, owner, name] = /^(?:module\.)?exports\.([\w$]+)$/.exec(left) ?? []
  if (owner !== undefined && name === undefined) return { name: owner, isExported: true, ...linesOf(node) }
  const [, type, member] = /^([\w$]+)\.prototype\.([\w$]+)$/.exec(left) ?? []
  return type === undefined ? null : { name: `${type}.${member}`, isExported: true, ...linesOf(node) }
}

function isAtTop(node: SgNode): boolean {
  const parent = node.parent()
  return parent?.kind() === 'program' || (parent?.kind() === 'export_statement' && parent.parent()?.kind() === 'program')
}

function isExported(node: SgNode): boolean {
  return node.parent()?.kind() === 'export_statement'
}

/** Finds the names that are exported in a list: `export { one, two as three }` or `module.exports = { one }`. */
function exportedByList(root: SgNode): ReadonlySet<string> {
  const specifiers = root.findAll({ rule: { kind: 'export_specifier' } }).flatMap(node => node.field('name')?.text() ?? [])
  const lists = root.findAll({ rule: { pattern: 'module.exports = $LIST' } }).flatMap(node => node.getMatch('LIST')?.text() ?? [])
  return new Set([...specifiers, ...lists.flatMap(list => list.match(/[\w$]+/g) ?? [])])
}

function linesOf(node: SgNode): Pick<DeclaredSymbol, 'from' | 'to'> {
  const { start, end } = node.range()
  return { from: start.line + 1, to: end.line + 1 }
}
