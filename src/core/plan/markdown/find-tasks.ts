import type { List, ListItem, RootContent } from 'mdast'
import { toString as plainTextOf } from 'mdast-util-to-string'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import type { Directive, RawTask, Unsure } from '../fleet-plan.ts'
import { directiveOfHeading, directivesIn, inBrackets, inPassing, isDirectiveLine, withoutBrackets } from './directives.ts'
import { markdownOf, readSections, type Section } from './sections.ts'
import { holdsTasks, isNoTask, isStretch, numberOf } from './words-of-plans.ts'

/** The first two rows of a table. */
const TABLE = /^\|.*\n\|?[\s:|-]+\|/

/** What a plan in Markdown says, before names and paths are resolved. */
export interface FoundTasks {
  readonly tasks: readonly RawTask[]
  /** The parts that are about the whole plan. Each task gets them. */
  readonly context: string
  /** The accept commands that the plan names for all tasks. */
  readonly directives: readonly Directive[]
  readonly unsure: readonly Unsure[]
}

interface Search {
  readonly source: string
  readonly tasks: RawTask[]
  readonly context: string[]
  readonly directives: Directive[]
  readonly unsure: Unsure[]
  done: number
}

/**
 * Finds the tasks of a plan. A task is a part with a heading and no parts below it, or an item of a list of tasks. docs/planning.md
 * describes the rules.
 */
export function findTasks(text: string): FoundTasks {
  const { source, root } = readSections(text)
  const search: Search = { source, tasks: [], context: [], directives: [], unsure: [], done: 0 }
  const top = root.children.length === 1 ? root.children : root.children.filter(child => !isNoTask(child.title))
  const [title] = top
  // A single heading at the top is the plan's title, whatever it says.
  const isTitled =
    top.length === 1 && title !== undefined && (title.children.length > 0 || listsOf(title, search).length > 0 || isPlainList(root, search))
  walk(
    isTitled ? { ...root, nodes: [...root.nodes, ...title.nodes], children: [...others(root, title), ...title.children] } : root,
    [],
    search,
  )
  const tasks = withoutGroups(search.tasks)
  search.tasks.splice(0, search.tasks.length, ...tasks)
  if (search.tasks.length === 0) takeWhole(root, search)
  if (search.done > 0)
    doubt(search, null, `${counted(search.done, 'checked item')} of the plan ${search.done === 1 ? 'is' : 'are'} done already and left out`)
  if (search.tasks.length === 1) doubtOneHeading(root, search)
  doubtTables(root, search)
  return { ...search, context: search.context.join('\n\n') }
}

/** The list below the only heading of a plan, if nothing says that it belongs to one task. */
function listBelowTitle({ children }: Section, { source }: Search): List | undefined {
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

/** Whether a plan is a title and a list, or its items say in passing what they wait for or how to check them. */
function isPlainList(root: Section, search: Search): boolean {
  const list = listBelowTitle(root, search)
  if (list === undefined) return false
  const isUntold = root.children.every(({ nodes }) => !nodes.some(node => isProse(node, search.source)))
  return isUntold || directivesIn([list], search.source).some(({ words }) => words !== undefined)
}

function doubtOneHeading(root: Section, search: Search): void {
  const list = listBelowTitle(root, search)
  if (list !== undefined && search.tasks[0]?.line === root.children[0]?.line)
    doubt(
      search,
      list.position?.start.line ?? null,
      'the items of this list belong to one task; if each is a task, put a heading “Tasks” above them',
    )
}

/** Leaves out an item such as `2. Models` that only stands above `2.1 …` and `2.2 …`. */
function withoutGroups(tasks: readonly RawTask[]): readonly RawTask[] {
  const isAbove = ({ number }: RawTask) => number !== null && tasks.some(other => other.number?.startsWith(`${number}.`) === true)
  return tasks.filter(
    task =>
      !isAbove(task) ||
      task.text
        .trim()
        .split('\n')
        .filter(line => line.trim() !== '').length > 2,
  )
}

function others(root: Section, title: Section): readonly Section[] {
  return root.children.filter(child => child !== title)
}

/** Takes the tasks of a part and of the parts below it. `above` names the parts in which it lies. */
function walk(section: Section, above: readonly string[], search: Search): void {
  const { source, context, directives } = search
  const real = section.children.filter(child => !isNoTask(child.title))
  const lists = listsOf(section, search)
  const isTask = section.depth > 0 && real.length === 0 && lists.length === 0
  if (isTask) return takeSection(section, above, search)
  const inside = section.title === '' ? above : [...above, section.title]
  const own = section.nodes.filter(node => !lists.includes(node as List))
  // The text of an inner part is told only to its own tasks.
  const prose = own.map(node => markdownOf(node, source)).filter(isSaid)
  if (section.depth === 0) context.push(...prose)
  directives.push(...directivesIn(own, source))
  for (const list of lists) takeItems(list, [...inside, ...(section.depth === 0 ? [] : prose)], search)
  for (const child of section.children) {
    if (real.includes(child)) walk(child, [...inside, ...(section.depth === 0 ? [] : prose)], search)
    else takeContext(child, search)
  }
}

function isSaid(text: string): boolean {
  return !/^(?:---+|\*\*\*+|<!--[\s\S]*-->)$/.test(text.trim())
}

/** A part about the whole plan, such as its background. */
function takeContext(section: Section, search: Search): void {
  const { source, context, directives } = search
  const body = source.slice(section.from, section.to).trim()
  if (body !== '') context.push(`### ${section.heading}\n\n${body}`)
  const said = directiveOfHeading(section.title, section.nodes, source)
  directives.push(...(said === null ? directivesIn(section.nodes, source) : [said]))
  if (said?.kind === 'after')
    doubt(
      search,
      section.line,
      `the part “${section.title}” names an order for the whole plan, which is not read; write “depends on:” below each task`,
    )
}

/** The lists of a part whose items are tasks. */
function listsOf(section: Section, { source }: Search): readonly List[] {
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

/** Whether a node tells something: it is neither a table nor the line above a list. */
function isProse(node: RootContent, source: string): boolean {
  return node.type === 'paragraph' && !plainTextOf(node).trim().endsWith(':') && !TABLE.test(markdownOf(node, source))
}

/** If some lists have check boxes, they are the tasks. If some are numbered, they are. Otherwise all lists are. */
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

function takeItems(list: List, above: readonly string[], search: Search): void {
  const { source, tasks } = search
  list.children.forEach((item, index) => {
    if (item.checked === true) {
      search.done += 1
      return
    }
    const line = item.position?.start.line ?? 1
    const [first] = item.children
    const whole = textOfItem(item, source)
    const { title, id, number } = nameOf(first?.type === 'paragraph' ? markdownOf(first, source) : '')
    if (title === '') return
    tasks.push({
      title,
      id,
      number: number ?? (list.ordered === true ? String((list.start ?? 1) + index) : null),
      line,
      text: textWith(title, whole, above),
      directives: directivesIn(item.children, source),
    })
  })
}

/** The text of a list item without its mark, with its other lines moved to the left as far as the mark is wide. */
function textOfItem({ position }: ListItem, source: string): string {
  const start = position?.start.offset ?? 0
  const text = source.slice(start, position?.end.offset ?? 0)
  const mark = /^(?:[-*+]|\d+[.)])[ \t]*(?:\[[ xX]\][ \t]+)?/.exec(text)?.[0] ?? ''
  const width = (position?.start.column ?? 1) - 1 + mark.replace(/\[.*$/, '').length
  return text
    .slice(mark.length)
    .replace(new RegExp(`\\n(?:\\t| {1,${Math.max(1, width)}})`, 'g'), '\n')
    .trim()
}

function takeSection(section: Section, above: readonly string[], { source, tasks }: Search): void {
  const body = source.slice(section.from, section.to).trim()
  const { title, id, number } = nameOf(section.heading)
  const parts = allParts(section)
  tasks.push({
    title,
    id,
    number,
    line: section.line,
    text: textWith(title, body, above),
    directives: [
      ...inBrackets(section.heading, section.line),
      ...inPassing(section.heading, section.line),
      ...parts.flatMap(part => {
        const said = part === section ? null : directiveOfHeading(part.title, part.nodes, source)
        return said === null ? directivesIn(part.nodes, source) : [said]
      }),
    ],
  })
}

function allParts(section: Section): readonly Section[] {
  return [section, ...section.children.flatMap(allParts)]
}

function textWith(title: string, body: string, above: readonly string[]): string {
  const parts = above.length === 0 ? [] : ['## Where this belongs in the plan', ...above]
  return [`# ${title}`, body, ...parts].filter(part => part !== '').join('\n\n')
}

const LONGEST_TITLE = 100
/** What stands behind is no part of a title. */
const LONGEST_LINE = 1_000
const ID_FIRST =
  /^(?:`(?<code>[a-z][a-z0-9_-]{0,30})`|\[(?<bracket>[a-z][a-z0-9_-]{0,30})\](?!\()|(?<word>[a-z][a-z0-9_-]{1,30})(?=:\s))\s*(?:[:\u2013\u2014-]+\s*|$|(?=\S))/

/** Marks before a title, such as `[P]` for work that may be done at the same time. */
const MARKS = /^(?:\[[A-Z]{1,3}\d*\]\s*)+/

/** The title of a task, with the id and the number that the plan gives it. */
function nameOf(written: string): Pick<RawTask, 'title' | 'id' | 'number'> {
  const [first = ''] = written.replace(/^\[[ xX]\]\s+/, '').split('\n')
  const line = withoutBrackets(first.slice(0, LONGEST_LINE))
  // A bold beginning is the title: `**Models**: build …`. A bold number is not yet the whole title.
  const bold = /^(?:\*\*|__)(?<title>.+?)(?:\*\*|__)/.exec(line)?.groups?.['title']?.replace(/[:.]$/, '')
  const isTitle = bold !== undefined && /\p{L}{2}/u.test(numberOf(bold).rest)
  const { number, rest } = numberOf(isTitle ? bold : line.replaceAll('**', ''))
  const named = rest.replace(MARKS, '')
  const found = ID_FIRST.exec(named)
  const id = found?.groups?.['code'] ?? found?.groups?.['bracket'] ?? found?.groups?.['word'] ?? null
  const said = found === null ? named : named.slice(found[0].length)
  const inner = /^(?:\*\*|__)(?<title>.+?)(?:\*\*|__)/.exec(said)?.groups?.['title']
  const text = (inner ?? said)
    .replace(/[*`]+|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)/g, '')
    .replace(/[:.\s]+$/, '')
    .trim()
  return { title: shorten(text === '' ? (id ?? '') : text), id, number }
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TITLE) return text
  const sentence = /^.{20,}?[.;:](?=\s)/.exec(text)?.[0].slice(0, -1)
  return sentence !== undefined && sentence.length <= LONGEST_TITLE
    ? sentence
    : `${text.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/, '')}\u2026`
}

/** A plan without headings and lists is one task. */
function takeWhole(root: Section, search: Search): void {
  const body = search.source.trim()
  // Control characters are left out of a task. A plan of nothing else says nothing.
  if (plainText(body, body.length, { lines: true }).trim() === '' || search.done > 0) return
  const [first] = root.nodes.filter(node => node.type === 'paragraph')
  const title = root.children[0]?.title ?? (first === undefined ? 'The plan' : nameOf(markdownOf(first, search.source)).title)
  search.tasks.push({
    title: title === '' ? 'The plan' : title,
    id: null,
    number: null,
    line: 1,
    text: body,
    directives: search.directives.splice(0),
  })
  search.context.splice(0)
  doubt(search, null, 'the plan names no separate tasks, by headings or by a list, so all of it is one task')
}

function doubtTables(root: Section, search: Search): void {
  const rows = allParts(root)
    .flatMap(({ nodes }) => nodes)
    .find(node => node.type === 'paragraph' && TABLE.test(markdownOf(node, search.source)))
  if (rows !== undefined)
    doubt(search, rows.position?.start.line ?? null, 'the plan has a table; the rows of a table are not read as tasks')
}

function doubt({ unsure }: Search, line: number | null, text: string): void {
  unsure.push({ task: null, line, text })
}
