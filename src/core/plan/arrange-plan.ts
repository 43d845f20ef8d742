import { commonPath } from '../territory/common-path.ts'
import { parseGlob } from '../territory/parse-glob.ts'
import { counted } from '../text/counted.ts'
import { plainText } from '../text/plain-text.ts'
import type { Directive, FleetPlan, PlannedTask, RawTask, Unsure } from './fleet-plan.ts'
import { isCommand, isSentence } from './is-command.ts'
import { ancestorsOf, comesAfter } from './plan-graph.ts'
import { takeIds } from './plan-ids.ts'
import { createTaskNames } from './task-names.ts'

/** What czar needs to arrange a person's plan. */
export interface PlanSurroundings {
  readonly roles: readonly string[]
  /** What the repository has at this path. */
  readonly kindAt: (path: string) => 'directory' | 'file' | null
}

interface Arranging {
  readonly surroundings: PlanSurroundings
  readonly unsure: Unsure[]
}

/** The parts of a plan that czar found in a text. */
export interface RawPlan {
  readonly tasks: readonly RawTask[]
  readonly context: string
  readonly directives: readonly Directive[]
  readonly unsure: readonly Unsure[]
}

/** A draft of one task, whose lists may still change. */
interface Drafted {
  readonly raw: RawTask
  readonly id: string
  dependsOn: string[]
  owns: string[]
  readonly accept: readonly string[]
  readonly role: string | null
  as: 'worker' | 'bonus'
}

/** Names without a dot that are names of files and not of directories. */
const FILE =
  /(?:^|\/)(?:[A-Z][A-Za-z]*file|justfile|makefile|gradlew|mvnw|CODEOWNERS|LICENSE|COPYING|NOTICE|README|CHANGELOG|AUTHORS|VERSION)$/
const MOST_CONTEXT = 12_000

/**
 * Makes a plan that passes the checks of a project file. The function never guesses. If no rule decides about a part, the part is left out
 * and named in `unsure`.
 */
export function arrangePlan({ tasks, context, directives, unsure }: RawPlan, surroundings: PlanSurroundings): FleetPlan {
  const arranging: Arranging = { surroundings, unsure: [...unsure] }
  const ids = takeIds(tasks)
  const shared = commandsOf(directives, null, arranging)
  const drafts = tasks.map((raw, index): Drafted => {
    const id = ids[index] ?? ''
    const own = commandsOf(raw.directives, id, arranging)
    const accept = own.length > 0 ? own : shared
    if (accept.length === 0 && valuesOfKind(raw.directives, 'accept').length === 0)
      say(arranging, { task: id, line: raw.line, text: 'no command proves its work' })
    return { raw, id, dependsOn: [], owns: territoryOf(raw, id, arranging), accept, role: roleOf(raw, id, arranging), as: 'worker' }
  })
  resolveNeeds(drafts, arranging)
  cutCycles(drafts, arranging)
  shareFiles(drafts, arranging)
  noteOrder(drafts, arranging)
  return { tasks: drafts.map(draft => taskOf(draft, context)), setup: [], unsure: arranging.unsure }
}

function say({ unsure }: Arranging, one: Unsure): void {
  if (!unsure.some(({ task, text }) => task === one.task && text === one.text)) unsure.push({ ...one, text: plainText(one.text, 400) })
}

function valuesOfKind(directives: readonly Directive[], kind: Directive['kind']) {
  return directives
    .filter(one => one.kind === kind)
    .flatMap(({ values, line, isExplicit }) => values.map(value => ({ ...value, line, isExplicit })))
}

function commandsOf(directives: readonly Directive[], task: string | null, arranging: Arranging): readonly string[] {
  const values = valuesOfKind(directives, 'accept')
  const commands = values
    .filter(({ text, isCode }) => isCommand(text) && (isCode || !isSentence(text)))
    .map(({ text }) => plainText(text, 2_000))
  if (commands.length === 0)
    for (const { text, line } of values.slice(0, 1))
      say(arranging, { task, line, text: `no command proves its work: “${plainText(text, 120)}” is not a command` })
  return [...new Set(commands)]
}

function territoryOf({ directives, line }: RawTask, task: string, arranging: Arranging): string[] {
  const patterns: string[] = []
  for (const value of valuesOfKind(directives, 'owns')) {
    const text = plainText(value.text, 300).replace(/^\.\//, '')
    const pattern = asPattern(text, arranging.surroundings.kindAt)
    const parsed = parseGlob(pattern)
    if (!value.isCode && !/[/.*]/.test(text) && pattern === text) continue
    if ('problem' in parsed) say(arranging, { task, line: value.line, text: `the path “${text}” is left out: it ${parsed.problem}` })
    else if (!patterns.some(known => known === pattern)) patterns.push(pattern)
  }
  if (patterns.length === 0) say(arranging, { task, line, text: 'no territory: it may change every file that no other task owns' })
  return patterns
}

function asPattern(text: string, kindAt: PlanSurroundings['kindAt']): string {
  if (text.endsWith('/') && text !== '/') return `${text}**`
  if (/[*?[{\\]|^\/|(?:^|\/)\.\.(?:\/|$)/.test(text) || text === '') return text
  const kind = kindAt(text)
  if (kind !== null || FILE.test(text)) return kind === 'directory' ? `${text}/**` : text
  // A path such as tests/api has no dot in its last part, so it is a directory that does not exist yet.
  return /\/[^./]+$/.test(text) ? `${text}/**` : text
}

function roleOf({ directives }: RawTask, task: string, arranging: Arranging): string | null {
  const [named] = valuesOfKind(directives, 'role')
  if (named === undefined) return null
  const { roles } = arranging.surroundings
  const name = named.text.toLowerCase()
  if (roles.includes(name)) return name
  say(arranging, { task, line: named.line, text: `there is no role “${plainText(named.text, 60)}”; there are: ${roles.join(', ')}` })
  return null
}

function resolveNeeds(drafts: readonly Drafted[], arranging: Arranging): void {
  const names = createTaskNames(drafts)
  drafts.forEach((draft, index) => {
    for (const directive of draft.raw.directives.filter(({ kind }) => kind === 'after')) {
      const found = directive.values.map(({ text }) => ({ text, ids: names.find(text, index) }))
      // Prose that begins with "After" or "Needs" counts as a dependency only if it names nothing but tasks.
      if (!directive.isExplicit && found.some(({ ids }) => ids.length === 0)) continue
      const fresh = [...new Set(found.flatMap(({ ids }) => ids))].filter(id => id !== draft.id && !draft.dependsOn.includes(id))
      draft.dependsOn.push(...fresh)
      if (directive.words !== undefined && fresh.length > 0)
        say(arranging, { task: draft.id, line: directive.line, text: `“${directive.words}” is read as: it waits for ${fresh.join(', ')}` })
      for (const { text, ids } of found) {
        if (ids.length > 0) continue
        if (!names.isNothing(text))
          say(arranging, {
            task: draft.id,
            line: directive.line,
            text: `it waits for “${plainText(text, 100)}”, which names no single task of the plan`,
          })
      }
    }
  })
}

/** In each cycle, one task waits for a later task of the plan. So only dependencies on later tasks need a check. */
function cutCycles(drafts: readonly Drafted[], arranging: Arranging): void {
  const byId = new Map(drafts.map(draft => [draft.id, draft]))
  for (const [index, draft] of drafts.entries()) {
    const later = new Set(drafts.slice(index + 1).map(({ id }) => id))
    for (const need of draft.dependsOn.filter(name => later.has(name))) {
      if (!comesAfter(byId, need, draft.id)) continue
      draft.dependsOn = draft.dependsOn.filter(name => name !== need)
      const text = `it and ${need} wait for each other in a cycle; its dependency on ${need} is left out`
      say(arranging, { task: draft.id, line: draft.raw.line, text })
    }
  }
}

/**
 * Two workers may not own the same files. If a task changes the files of an earlier task, it becomes a bonus task after the earlier one.
 * The tasks that wait for it become bonus tasks too.
 */
function shareFiles(drafts: readonly Drafted[], arranging: Arranging): void {
  const byId = new Map(drafts.map(draft => [draft.id, draft]))
  for (const [index, draft] of drafts.entries()) {
    for (const earlier of drafts.slice(0, index)) {
      const path = firstCommon(earlier.owns, draft.owns)
      if (path === null) continue
      const [first, second] = comesAfter(byId, earlier.id, draft.id) ? [draft, earlier] : [earlier, draft]
      second.as = 'bonus'
      if (comesAfter(byId, second.id, first.id)) continue
      second.dependsOn.push(first.id)
      say(arranging, { task: second.id, line: second.raw.line, text: `it and ${first.id} both change ${path}; it waits for ${first.id}` })
    }
  }
  for (const id of waitForBonus(drafts)) {
    const draft = byId.get(id)
    if (draft !== undefined) draft.as = 'bonus'
  }
}

function firstCommon(one: readonly string[], other: readonly string[]): string | null {
  for (const mine of one)
    for (const theirs of other) {
      const path = commonPath(mine, theirs)
      if (path !== null) return path
    }
  return null
}

/** A worker's own task cannot wait for a bonus task. So the tasks that wait for a bonus task become bonus tasks too. */
function waitForBonus(drafts: readonly Drafted[]): readonly string[] {
  const bonus = new Set(drafts.filter(({ as }) => as === 'bonus').map(({ id }) => id))
  return [...ancestorsOf(drafts)].filter(([, before]) => [...before].some(id => bonus.has(id))).map(([id]) => id)
}

function noteOrder(drafts: readonly Drafted[], arranging: Arranging): void {
  const numbered = drafts.filter(({ raw }) => raw.number !== null).length
  if (drafts.length < 2 || numbered < 2 || drafts.some(({ dependsOn }) => dependsOn.length > 0)) return
  say(arranging, {
    task: null,
    line: null,
    text: `the plan numbers ${counted(numbered, 'task')}, but names no order; all of them may start at once`,
  })
}

/**
 * Every task gets the text about the whole plan. If that text names an issue, the pull request of the first task must not close the issue.
 * So the `#` before its number is replaced.
 */
function withoutIssues(text: string): string {
  return text.replace(/#(?=\d)/g, 'no. ')
}

function taskOf({ raw, id, dependsOn, owns, accept, role, as }: Drafted, context: string): PlannedTask {
  const around =
    context.trim() === ''
      ? []
      : ['## The plan', 'Other workers do the rest of it.', plainText(withoutIssues(context.trim()), MOST_CONTEXT, { lines: true })]
  const text = `${[plainText(raw.text, 200_000, { lines: true }), ...around].join('\n\n')}\n`
  return { id, title: plainText(raw.title, 120), text, dependsOn, owns, accept, role, as }
}
