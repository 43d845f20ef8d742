import type { List, ListItem, RootContent } from 'mdast'
import { toString as plainTextOf } from 'mdast-util-to-string'
import { directivesIn, inBrackets, isDirectiveLine } from './directives.ts'
import { isTable, markdownOf, type Section } from './sections.ts'
import { holdsTasks, isStretch, numberOf } from './words-of-plans.ts'

/** The lists of a part whose items are tasks. */
export function listsOfTasks(section: Section, source: string): readonly List[] {
  const isAboutAll = (list: List) => section.depth === 0 && list.children.every(isDirectiveItem(source))
  const lists = section.nodes.filter((node): node is List => node.type === 'list' && !isAboutAll(node))
  const { rest, number } = numberOf(section.title)
  const around = section.nodes.filter(node => node.type !== 'list')
  const isToldWhole =
    directivesIn(around, source).some(({ isExplicit }) => isExplicit) || lists.some(list => list.children.every(isDirectiveItem(source)))
  if (isToldWhole && section.depth > 0) return []
  if (section.depth === 0 || holdsTasks(section.title)) return best(lists)
  if (lists.some(list => list.children.some(carriesDirectives(source)))) return best(lists)
  const isUntold = !section.nodes.some(node => isProse(node, source))
  if (isStretch(section.title) && (isUntold || lists.some(list => list.children.some(isBox)))) return best(lists)
  const isOnlyList = number === null && rest !== '' && isUntold
  return isOnlyList ? lists.filter(list => list.children.some(isBox)) : []
}

/** Whether a node is text for a worker. A table and the line above a list are not. */
function isProse(node: RootContent, source: string): boolean {
  return node.type === 'paragraph' && !plainTextOf(node).trim().endsWith(':') && !isTable(node, source)
}

/**
 * If some lists have check boxes, they are the tasks. Otherwise, if some lists are numbered, they are the tasks. Otherwise all lists are.
 */
function best(lists: readonly List[]): readonly List[] {
  const boxes = lists.filter(list => list.children.some(isBox))
  if (boxes.length > 0) return boxes
  const numbered = lists.filter(list => list.ordered === true)
  return numbered.length > 0 ? numbered : lists
}

function isBox(item: ListItem): boolean {
  return item.checked != null
}

function firstLine(item: ListItem, source: string): string {
  const [first] = item.children
  return first === undefined ? '' : (markdownOf(first, source).split('\n')[0] ?? '')
}

function isDirectiveItem(source: string): (item: ListItem) => boolean {
  return item => isDirectiveLine(firstLine(item, source))
}

function carriesDirectives(source: string): (item: ListItem) => boolean {
  return item => {
    const line = firstLine(item, source)
    if (isDirectiveLine(line)) return false
    return inBrackets(line, 1).length > 0 || directivesIn(item.children, source).some(({ isExplicit }) => isExplicit)
  }
}

/** The list below the only heading of a plan, if nothing in the plan says that the list belongs to one task. */
export function listBelowTitle({ children }: Section, source: string): List | undefined {
  const [only] = children
  if (children.length !== 1 || only === undefined || only.depth > 1 || only.children.length > 0) return undefined
  if (
    directivesIn(
      only.nodes.filter(node => node.type !== 'list'),
      source,
    ).some(({ isExplicit }) => isExplicit)
  )
    return undefined
  return only.nodes.find(node => node.type === 'list' && node.children.length > 1 && !node.children.every(isDirectiveItem(source))) as
    | List
    | undefined
}

/** Whether a plan is only a title and a list, or the items of its list mention dependencies or commands. */
export function isPlainList(root: Section, source: string): boolean {
  const list = listBelowTitle(root, source)
  if (list === undefined) return false
  const isUntold = root.children.every(({ nodes }) => !nodes.some(node => isProse(node, source)))
  return isUntold || directivesIn([list], source).some(({ words }) => words !== undefined)
}
