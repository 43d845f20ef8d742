import type { Node } from 'web-tree-sitter'
import type { AddedText, AddedWork } from '../../../src/core/ports/duplicates-port.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { IDIOMS } from './idioms.ts'
import { type Grammar, grammarOf } from './languages.ts'
import { declaredNames, newNames } from './new-names.ts'
import { splitFunction } from './split-function.ts'

/** How a copy differs from its original. The syntax tree is rewritten, but only where the change added something. */
export interface Rewriting {
  readonly reorders: boolean
  readonly comments: boolean
  /** The share of statements that are left out, from 0 to 1. */
  readonly drops: number
  /**
   * The three shares from 0 to 1: how often a construct is written in another way, how often a long function is split, and how often a
   * message gets other words.
   */
  readonly idioms: number
}

const NAMES: Rewriting = { reorders: false, comments: false, drops: 0, idioms: 0 }

export const REWRITINGS = {
  'tree: names': NAMES,
  'tree: names, order, comments': { ...NAMES, reorders: true, comments: true },
  'tree: names, order, comments, a fifth left out': { ...NAMES, reorders: true, comments: true, drops: 0.2 },
  'tree: names, order, comments, half of the idioms, split functions': { ...NAMES, reorders: true, comments: true, idioms: 0.5 },
} satisfies Record<string, Rewriting>

/** Makes a rewritten copy. It is null if there is no grammar for any of the files. */
export async function rewrittenCopy(work: AddedWork, rewriting: Rewriting, seed: number): Promise<AddedWork | null> {
  const random = seededRandom(seed)
  const sources = await Promise.all(
    work.files.map(async file => {
      const grammar = await grammarOf(file.path)
      return grammar === null ? null : { file, grammar, root: grammar.parse(file.text) }
    }),
  )
  const known = sources.filter(source => source !== null)
  if (known.length === 0) return null
  const declared = known.flatMap(({ file, grammar, root }) => declaredNames(root, grammar, addedRows(file)))
  const names = newNames([...new Set(declared)], random)
  const files = known.map(({ file, grammar, root }) => rewrittenFile(file, root, { grammar, names, random, rewriting }))
  for (const { root } of known) root.tree.delete()
  return { commits: [], files: files.filter(({ lines }) => lines.length > 0) }
}

export interface Pen {
  readonly grammar: Grammar
  readonly names: ReadonlyMap<string, string>
  readonly random: () => number
  readonly rewriting: Rewriting
}

function addedRows({ lines }: AddedText): (row: number) => boolean {
  const rows = new Set(lines.map(({ at }) => at - 1))
  return row => rows.has(row)
}

function rewrittenFile(file: AddedText, root: Node, pen: Pen): AddedText {
  const isAdded = addedRows(file)
  const source = file.text.split('\n')
  const isWhole = (node: Node) => {
    for (let row = node.startPosition.row; row <= node.endPosition.row; row++) if (!isAdded(row) && source[row]?.trim() !== '') return false
    return isAdded(node.startPosition.row)
  }
  const parts: { readonly text: string; readonly added: boolean }[] = []
  const visit = (node: Node) => {
    if (isWhole(node)) {
      parts.push({ text: printNode(node, file.text, pen), added: true })
      return
    }
    const children = childrenOf(node)
    if (children.length === 0) {
      parts.push({ text: node.text, added: isAdded(node.startPosition.row) })
      return
    }
    let from = node.startIndex
    for (const run of runsOf(children, isWhole)) {
      parts.push({ text: file.text.slice(from, run[0]?.startIndex), added: false })
      if (run.length > 1) parts.push({ text: printRun(run, file.text, pen), added: true })
      else for (const child of run) visit(child)
      from = run.at(-1)?.endIndex ?? from
    }
    parts.push({ text: file.text.slice(from, node.endIndex), added: false })
  }
  visit(root)
  return asAdded(file, parts)
}

function asAdded(file: AddedText, parts: readonly { readonly text: string; readonly added: boolean }[]): AddedText {
  const marks: { has: boolean; lacks: boolean }[] = [{ has: false, lacks: false }]
  for (const { text, added } of parts) {
    for (const [at, piece] of text.split('\n').entries()) {
      if (at > 0) marks.push({ has: false, lacks: false })
      const mark = marks.at(-1)
      if (mark === undefined || piece.trim() === '') continue
      mark[added ? 'has' : 'lacks'] = true
    }
  }
  const text = parts.map(part => part.text).join('')
  const lines = text.split('\n').flatMap((line, at) => (marks[at]?.has && !marks[at].lacks ? [{ at: at + 1, text: line }] : []))
  const path = file.isNew ? file.path.replace(/([^/]+)$/, 'second_$1') : file.path
  return { ...file, path, text, lines }
}

function childrenOf(node: Node): readonly Node[] {
  return node.children.filter(child => child !== null)
}

/** Groups neighbouring nodes that are wholly new, so that they are printed together and can change places. */
function runsOf(children: readonly Node[], isWhole: (node: Node) => boolean): readonly (readonly Node[])[] {
  const runs: Node[][] = []
  let open = false
  for (const child of children) {
    const whole = isWhole(child)
    if (whole && open) runs.at(-1)?.push(child)
    else runs.push([child])
    open = whole
  }
  return runs
}

function printNode(node: Node, source: string, pen: Pen): string {
  const { grammar, random, rewriting } = pen
  const print = (part: Node) => printNode(part, source, pen)
  if (/comment/.test(node.type)) return ''
  if (/^(?:string|interpreted_string_literal|string_literal|raw_string_literal)$/.test(node.type)) return printString(node, source, pen)
  const children = childrenOf(node)
  if (children.length === 0) return printLeaf(node, pen)
  if (random() < rewriting.idioms) {
    const other = splitFunction(node, grammar, print) ?? IDIOMS[grammar.name]?.[node.type]?.(node, print)
    if (other != null) return other
  }
  return `${source.slice(node.startIndex, children[0]?.startIndex)}${printRun(children, source, pen)}${source.slice(children.at(-1)?.endIndex, node.endIndex)}`
}

function printLeaf(node: Node, { names, grammar }: Pen): string {
  const name = /identifier/.test(node.type) ? names.get(node.text) : undefined
  if (name === undefined) return node.text
  // `{ value }` takes the property's name from the variable. If the variable gets another name, the property must be written out.
  return grammar.name === 'javascript' && /^shorthand_property_identifier/.test(node.type) ? `${node.text}: ${name}` : name
}

/** Gives a message other words. A short text stays, because it may be a key that other code reads. */
function printString(node: Node, source: string, pen: Pen): string {
  const words = node.text.split(' ')
  if (words.length > 3 && pen.random() < pen.rewriting.idioms && !node.text.includes('{')) {
    return `${node.text.charAt(0)}${words.slice(1, -1).toReversed().join(' ')} given${node.text.at(-1)}`
  }
  const children = childrenOf(node)
  // Python's f-strings contain expressions.
  if (!node.namedChildren.some(child => child?.type === 'interpolation')) return node.text
  return `${source.slice(node.startIndex, children[0]?.startIndex)}${printRun(children, source, pen)}`
}

const REMARKS = ['checks the input before it goes on', 'see the issue for the reason', 'this is the slow path', 'order matters here']

/**
 * Prints neighbouring nodes with the gaps between them. Declarations change places. Two assignments change places if neither uses the
 * other's value.
 */
function printRun(nodes: readonly Node[], source: string, pen: Pen): string {
  const { rewriting, random, grammar } = pen
  const order = rewriting.reorders ? reordered(nodes, pen) : nodes
  return order
    .map((node, at) => {
      const [before, place] = [nodes[at - 1], nodes[at]]
      const gap = before === undefined || place === undefined ? '' : source.slice(before.endIndex, place.startIndex)
      const isStatement = node.isNamed && gap.includes('\n') && /statement|declaration|expression/.test(node.type)
      if (isStatement && random() < rewriting.drops) return gap
      const remark =
        isStatement && rewriting.comments && random() < 0.2
          ? `${gap}${grammar.comment} ${REMARKS[Math.floor(random() * REMARKS.length)]}`
          : ''
      return `${remark}${gap}${printNode(node, source, pen)}`
    })
    .join('')
}

function reordered(nodes: readonly Node[], { grammar, random }: Pen): readonly Node[] {
  const result = [...nodes]
  const isUnit = nodes.map((node, at) => grammar.units.has(node.type) && nodes[at - 1]?.type !== 'attribute_item')
  for (let at = nodes.length - 1; at > 0; at--) {
    if (isUnit[at]) {
      const others = nodes.flatMap((_, index) => (index <= at && isUnit[index] ? [index] : []))
      swap(result, at, others[Math.floor(random() * others.length)] ?? at)
    }
  }
  for (let at = 0; at + 1 < result.length; at++) {
    const [one, two] = [result[at], result[at + 1]]
    if (one !== undefined && two !== undefined && areApart(one, two, grammar) && random() < 0.5) swap(result, at, at + 1)
  }
  return result
}

function swap(nodes: Node[], one: number, other: number): void {
  ;[nodes[one], nodes[other]] = [nodes[other] as Node, nodes[one] as Node]
}

/** Whether both are assignments on lines of their own, and neither uses a name that the other assigns. */
function areApart(one: Node, two: Node, { values }: Grammar): boolean {
  if (!values.has(one.type) || !values.has(two.type) || one.endPosition.row === two.startPosition.row) return false
  if (/\b(?:await|yield|return)\b/.test(one.text + two.text)) return false
  const words = new Set(one.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu)?.slice(1))
  const names = (two.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).slice(0, 2)
  const mine = (one.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).slice(0, 2).filter(word => !/^(?:const|let|var|mut)$/.test(word))
  return !names.some(name => !/^(?:const|let|var|mut)$/.test(name) && words.has(name)) && !mine.some(name => two.text.includes(name))
}
