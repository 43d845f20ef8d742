import type { List, ListItem } from 'mdast'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import type { Directive, RawTask, Unsure } from '../fleet-plan.ts'
import { directiveOfHeading, directivesIn, inBrackets, inPassing } from './directives.ts'
import { isPlainList, listBelowTitle, listsOfTasks } from './lists-of-tasks.ts'
import { nameOfTask } from './name-of-task.ts'
import { isTable, markdownOf, readSections, type Section } from './sections.ts'
import { isNoTask } from './words-of-plans.ts'

/** The content of a plan in Markdown, before names and paths are resolved. */
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
    top.length === 1 &&
    title !== undefined &&
    (title.children.length > 0 || listsOfTasks(title, source).length > 0 || isPlainList(root, source))
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

function doubtOneHeading(root: Section, search: Search): void {
  const list = listBelowTitle(root, search.source)
  if (list !== undefined && search.tasks[0]?.line === root.children[0]?.line)
    doubt(
      search,
      list.position?.start.line ?? null,
      'the items of this list belong to one task; if each is a task, put a heading “Tasks” above them',
    )
}

/** Leaves out an item such as `2. Models` that is only the title of `2.1 …` and `2.2 …`. */
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
  const lists = listsOfTasks(section, source)
  const isTask = section.depth > 0 && real.length === 0 && lists.length === 0
  if (isTask) return takeSection(section, above, search)
  const inside = section.title === '' ? above : [...above, section.title]
  const own = section.nodes.filter(node => !lists.includes(node as List))
  // Only the tasks of an inner part get its text.
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

/** A part about the whole plan, such as its background, is no task. */
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
    const { title, id, number } = nameOfTask(first?.type === 'paragraph' ? markdownOf(first, source) : '')
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

/** The text of a list item without its mark. Its other lines move left by the width of the mark. */
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
  const { title, id, number } = nameOfTask(section.heading)
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

/** A plan without headings and lists is one task. */
function takeWhole(root: Section, search: Search): void {
  const body = search.source.trim()
  // Control characters are removed from a task. A plan with only control characters is empty.
  if (plainText(body, body.length, { lines: true }).trim() === '' || search.done > 0) return
  const [first] = root.nodes.filter(node => node.type === 'paragraph')
  const title = root.children[0]?.title ?? (first === undefined ? 'The plan' : nameOfTask(markdownOf(first, search.source)).title)
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
    .find(node => isTable(node, search.source))
  if (rows !== undefined)
    doubt(search, rows.position?.start.line ?? null, 'the plan has a table; the rows of a table are not read as tasks')
}

function doubt({ unsure }: Search, line: number | null, text: string): void {
  unsure.push({ task: null, line, text })
}
