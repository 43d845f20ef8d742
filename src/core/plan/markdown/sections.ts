import type { Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { toString as plainTextOf } from 'mdast-util-to-string'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'

/** A part of a plan, from one heading to the next. */
export interface Section {
  /** The text of the heading. '' for the whole plan. */
  readonly title: string
  /** The heading as it is written, without the `#` characters. */
  readonly heading: string
  readonly depth: number
  readonly line: number
  /** What stands between this heading and the next one. */
  readonly nodes: readonly RootContent[]
  readonly children: readonly Section[]
  /** The whole text with all parts below, but without the heading. */
  readonly from: number
  readonly to: number
}

/** The text of a plan and its parts. */
export interface Outlined {
  readonly source: string
  readonly root: Section
}

/** Reads a Markdown text and arranges it by its headings. A block of settings (front matter) at the beginning is left out. */
export function readSections(text: string): Outlined {
  const source = blankFrontMatter(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))
  const tree = fromMarkdown(source, { extensions: [gfmTaskListItem()], mdastExtensions: [gfmTaskListItemFromMarkdown()] })
  return { source, root: sectionOf(tree, source) }
}

/** Replaces front matter by empty lines, so that the numbers of lines stay right. */
function blankFrontMatter(text: string): string {
  const found = /^---\n[\s\S]*?\n(?:---|\.\.\.)(?:\n|$)/.exec(text)
  return found === null ? text : found[0].replace(/[^\n]/g, '') + text.slice(found[0].length)
}

interface Building {
  readonly title: string
  readonly heading: string
  readonly depth: number
  readonly line: number
  readonly nodes: RootContent[]
  readonly children: Building[]
  readonly from: number
  to: number
}

function sectionOf(tree: Root, source: string): Section {
  const root: Building = { title: '', heading: '', depth: 0, line: 1, nodes: [], children: [], from: 0, to: source.length }
  const open: Building[] = [root]
  for (const node of tree.children) {
    if (node.type !== 'heading') {
      open.at(-1)?.nodes.push(node)
      continue
    }
    const start = node.position?.start.offset ?? 0
    while ((open.at(-1)?.depth ?? 0) >= node.depth) {
      const closed = open.pop()
      if (closed !== undefined) closed.to = start
    }
    const from = node.position?.end.offset ?? 0
    const heading = source.slice(node.children[0]?.position?.start.offset ?? from, node.children.at(-1)?.position?.end.offset ?? from)
    const line = node.position?.start.line ?? 1
    const section = { title: plainTextOf(node).trim(), heading, depth: node.depth, line, nodes: [], children: [], from, to: source.length }
    open.at(-1)?.children.push(section)
    open.push(section)
  }
  return root
}

/** The Markdown of one node. */
export function markdownOf(node: RootContent, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}

/** Matches the first two rows of a table. */
const TABLE = /^\|.*\n\|?[\s:|-]+\|/

/** Whether the node is a table. It is read as a paragraph, because the rows of a table are not tasks. */
export function isTable(node: RootContent, source: string): boolean {
  return node.type === 'paragraph' && TABLE.test(markdownOf(node, source))
}
