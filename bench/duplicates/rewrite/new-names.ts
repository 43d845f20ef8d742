import type { Node } from 'web-tree-sitter'
import type { Grammar } from './languages.ts'

/** Names that stay: those that every author of a language uses, and those with a fixed meaning. */
const KEPT = new Set(
  'self this cls _ err ctx i main init constructor new default default_factory toString then length Error T None True False arguments args kwargs'.split(
    ' ',
  ),
)
const IDENTIFIER = /identifier(?:_pattern)?$/
const FIRST = 'pick gather resolve shape carry weigh settle mark bind trace fold seek hold merge probe form grant hatch inspect join'.split(
  ' ',
)
const SECOND =
  'entry bundle ticket parcel signal detail vessel ledger anchor bucket chapter digest emblem figure garment harbour island jigsaw kernel lantern'.split(
    ' ',
  )

/** The names that the added lines declare, in the order of the lines. */
export function declaredNames(root: Node, grammar: Grammar, isAdded: (row: number) => boolean): readonly string[] {
  const found = new Set<string>()
  const visit = (node: Node) => {
    const field = grammar.declares[node.type]
    if (field !== undefined && isAdded(node.startPosition.row)) {
      const holders = field === '' ? [node] : node.childrenForFieldName(field)
      for (const holder of holders) if (holder !== null) for (const name of namesIn(holder)) found.add(name)
    }
    for (const child of node.namedChildren) if (child !== null) visit(child)
  }
  visit(root)
  return [...found].filter(name => !KEPT.has(name) && !/^__/.test(name) && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name))
}

function namesIn(node: Node): readonly string[] {
  // `self.value = …` declares a member, but `other.value = …` and `list[0] = …` declare nothing.
  if (node.type === 'attribute')
    return node.childForFieldName('object')?.text === 'self' ? namesIn(node.childForFieldName('attribute') as Node) : []
  if (
    /^(?:subscript|type$|generic_type|call|default_value|typed_default|annotation|type_annotation|index_expression|selector_expression)/.test(
      node.type,
    )
  )
    return []
  if (node.type === 'default_parameter' || node.type === 'assignment_pattern') return namesIn(node.namedChildren[0] as Node)
  if (node.type === 'typed_parameter') return namesIn(node.namedChildren[0] as Node)
  if (node.type === 'pair_pattern') return namesIn(node.childForFieldName('value') as Node)
  if (node.type === 'parameter' && node.childForFieldName('pattern') !== null) return namesIn(node.childForFieldName('pattern') as Node)
  if (node.namedChildCount === 0) return IDENTIFIER.test(node.type) ? [node.text] : []
  return node.namedChildren.flatMap(child => (child === null || child.type === 'scoped_identifier' ? [] : namesIn(child)))
}

/** For each name, another name of two words in the style of the old name. The same random numbers give the same names. */
export function newNames(names: readonly string[], random: () => number): ReadonlyMap<string, string> {
  const taken = new Set(names)
  return new Map(names.map(name => [name, freshName(name, taken, random)]))
}

function freshName(name: string, taken: Set<string>, random: () => number): string {
  // Test frameworks find a test by the beginning of its name, so the beginning stays.
  const [prefix = ''] = /^(?:test_|Test|Benchmark|Example|#|_+)/.exec(name) ?? []
  const rest = name.slice(prefix.length)
  for (let round = 0; ; round++) {
    const words = [FIRST, SECOND].map(pool => pool[Math.floor(random() * pool.length)] as string)
    const extra = round > 5 ? `${round}` : ''
    const fresh = `${prefix}${inMannerOf(rest, words)}${extra}`
    if (taken.has(fresh)) continue
    taken.add(fresh)
    return fresh
  }
}

function inMannerOf(name: string, words: readonly string[]): string {
  const [one = '', two = ''] = words
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  if (/^[A-Z][A-Z\d_]*$/.test(name) && name.length > 1) return `${one}_${two}`.toUpperCase()
  if (/^[A-Z]/.test(name)) return `${capital(one)}${capital(two)}`
  if (name.length <= 3) return two
  return name.includes('_') ? `${one}_${two}` : `${one}${capital(two)}`
}
