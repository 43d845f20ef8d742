import type { RootContent } from 'mdast'
import type { Directive, DirectiveValue } from '../fleet-plan.ts'
import { saidInPassing } from '../sentences.ts'
import { markdownOf } from './sections.ts'

type Kind = Directive['kind']

/** The keys of each kind. A key is followed by a colon. `after` needs no colon if it names tasks. */
const KEYS: Readonly<Record<Kind, string>> = {
  after:
    'depends? (?:up)?on|depends[-_]on|dependenc(?:y|ies)|after|needs|requires|blocked by|waits? for|prerequisites?|comes after|follows',
  owns: 'owns|owned (?:files|paths)|territor(?:y|ies)|(?:affected |touched |changed )?(?:files?|paths?|director(?:y|ies)|folders?)(?: to (?:change|create|modify|add|edit|touch))?|(?:new|modified|created) files|touches|changes only|scope',
  accept:
    'accept(?:ance)?(?: (?:commands?|criteria|criterion|tests?))?|accepted (?:when|by)|verif(?:y|ication|ied by)(?: with)?|checks?|checked by|gates?|tests?|done when|prove[nd](?: by| with)?|validat(?:e|ion)|definition of done|success criteria|(?:automated )?tests? commands?|how to (?:test|verify)|automated verification|run',
  role: 'role',
  id: 'id',
}
/** A longer line is treated as prose. */
const LONGEST_LINE = 2_000
const KINDS = Object.keys(KEYS) as readonly Kind[]
const MARK = String.raw`^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[[ xX]\]\s+)?[*_]{0,2}\s*`
const WITH_COLON = new Map(
  KINDS.map(kind => [kind, new RegExp(`${MARK}(?:${KEYS[kind]})[*_]{0,2}\\s*[:\uff1a][*_]{0,2}\\s*(?<rest>.*)$`, 'i')]),
)
const ALONE = new Map(KINDS.map(kind => [kind, new RegExp(`^(?:${KEYS[kind]})$`, 'i')]))
const AFTER_ALONE = new RegExp(
  String.raw`${MARK}(?:depends on|blocked by|waits for|after|needs|requires)[*_]{0,2}\s+(?<rest>.+?)[.;]?\s*$`,
  'i',
)
/** A dependency in the middle of a line: `… – depends on models, …`. */
const WITHIN = /\b(?:depends on|blocked by|waits for)\s+(?<rest>[^,.;:()[\]]+(?:\.\d+)*)/i
/** The end of a title, such as `(depends on: models)` or `[after 1, 2]`. */
const IN_BRACKETS = new RegExp(String.raw`[([]\s*(?:(?:${KEYS.after})\s*:?\s+|(?:${KEYS.after})\s*:\s*)(?<rest>[^()[\]]+)[)\]]`, 'gi')

/** Finds the directives in the nodes of one task, including its lists. A code block counts only if it follows a directive. */
export function directivesIn(nodes: readonly RootContent[], source: string): readonly Directive[] {
  return nodes.flatMap((node, index) => {
    if (node.type === 'list') return node.children.flatMap(item => directivesIn(item.children, source))
    if (node.type === 'blockquote') return directivesIn(node.children, source)
    if (node.type !== 'paragraph') return []
    const [text, line] = [markdownOf(node, source), node.position?.start.line ?? 1]
    return [...directivesOfLines(text.split('\n'), line, valuesBelow(nodes[index + 1], source)), ...inPassing(text, line)]
  })
}

/** Reads a heading such as `Acceptance criteria` as a directive, with the values below it. */
export function directiveOfHeading(title: string, nodes: readonly RootContent[], source: string): Directive | null {
  const kind = KINDS.find(one => ALONE.get(one)?.test(title.replace(/:$/, '').trim()))
  if (kind === undefined) return null
  const line = (nodes[0]?.position?.start.line ?? 2) - 1
  const values = nodes.flatMap(node =>
    node.type === 'paragraph'
      ? markdownOf(node, source)
          .split('\n')
          .flatMap(text => valuesOf(kind, text.slice(0, LONGEST_LINE)))
      : valuesBelow(node, source)(kind),
  )
  return values.length === 0 ? null : { kind, values, line, isExplicit: true }
}

/** Whether one of these lines is itself a directive with a key and a colon. */
export function isDirectiveLine(line: string): boolean {
  return KINDS.some(kind => WITH_COLON.get(kind)?.test(line))
}

function directivesOfLines(lines: readonly string[], first: number, below: (kind: Kind) => readonly DirectiveValue[]): Directive[] {
  return lines.flatMap((line, index) => {
    if (line.length > LONGEST_LINE) return []
    const at = first + index
    const isLast = index === lines.length - 1
    for (const kind of KINDS) {
      const rest = WITH_COLON.get(kind)?.exec(line)?.groups?.['rest']
      if (rest === undefined) continue
      const own = valuesOf(kind, rest)
      const values = own.length === 0 && isLast ? below(kind) : own
      return values.length === 0 ? [] : [{ kind, values, line: at, isExplicit: true }]
    }
    const alone = (AFTER_ALONE.exec(line) ?? WITHIN.exec(line))?.groups?.['rest']
    const loose: Directive[] = alone === undefined ? [] : [{ kind: 'after', values: valuesOf('after', alone), line: at, isExplicit: false }]
    return [...loose, ...inBrackets(line, at)]
  })
}

/** What the prose of a plan says about a task. */
export function inPassing(text: string, line: number): readonly Directive[] {
  return saidInPassing(text).map(({ kind, text: said, words }) => {
    const values = kind === 'after' ? valuesOf('after', said) : [{ text: said, isCode: true }]
    return { kind, values, line, isExplicit: false, words }
  })
}

/** The dependencies that stand in brackets, such as in a title. */
export function inBrackets(line: string, at: number): readonly Directive[] {
  return [...line.matchAll(IN_BRACKETS)].map(({ groups }) => {
    return { kind: 'after', values: valuesOf('after', groups?.['rest'] ?? ''), line: at, isExplicit: true } as const
  })
}

export function withoutBrackets(title: string): string {
  return title
    .replace(IN_BRACKETS, '')
    .replace(/\s{2,}/g, ' ')
    .trim()
}

/** Reads the values from a list or a code block that follows the key. */
function valuesBelow(node: RootContent | undefined, source: string): (kind: Kind) => readonly DirectiveValue[] {
  return kind => {
    if (node?.type === 'code')
      return node.value
        .split('\n')
        .map(line => line.replace(/^\s*(?:[$>%]\s+)?/, '').trim())
        .filter(line => line !== '' && !line.startsWith('#'))
        .map(text => ({ text, isCode: true }))
    if (node?.type !== 'list') return []
    return node.children.flatMap(item => {
      const [first] = item.children
      return first?.type === 'paragraph' ? valuesOf(kind, markdownOf(first, source).slice(0, LONGEST_LINE).replace(/\n\s*/g, ' ')) : []
    })
  }
}

function valuesOf(kind: Kind, rest: string): readonly DirectiveValue[] {
  const text = rest.replace(/^\[[ xX]\]\s+/, '').trim()
  if (text === '') return []
  const codes = [...text.matchAll(/(`+)\s?(.+?)\s?\1(?!`)/g)].map(([, , code = '']) => ({ text: code.trim(), isCode: true }))
  if (kind === 'accept') return codes.length > 0 ? codes : [{ text, isCode: false }]
  if (kind === 'owns') return codes.length > 0 ? [...codes, ...splitPaths(text.replace(/`[^`]*`/g, ' ')).filter(isPath)] : splitPaths(text)
  if (kind === 'after') return splitNames(text)
  return [{ text: codes[0]?.text ?? text.replace(/[*_.]+$/, ''), isCode: codes.length > 0 }]
}

function isPath({ text }: DirectiveValue): boolean {
  return text.includes('/') && text.length > 1
}

/** Splits at commas and blanks outside of braces. Later code drops words that are not paths, as in `src/a.ts and its tests`. */
function splitPaths(text: string): readonly DirectiveValue[] {
  // A path with blanks stands in quotes.
  const quoted = [...text.matchAll(/"([^"]+)"/g)].map(([, path = '']) => ({ text: path.trim(), isCode: true }))
  const rest = text
    .replace(/"[^"]+"/g, ' ')
    .replace(/\((?:[^()]*)\)/g, ' ')
    .split(/[\s,;]+(?![^{}]*\})/)
    .map(part => part.replace(/^["']|["'.]$/g, ''))
    .filter(part => part !== '' && !/^(?:and|or|plus|und|&|the|its?)$/i.test(part))
    .map(part => ({ text: part, isCode: false }))
  return [...quoted, ...rest]
}

function splitNames(text: string): readonly DirectiveValue[] {
  // A list of names ends at the end of the sentence.
  return (text.split(/[.;]\s+(?=\S)/)[0] ?? '')
    .replace(/[.;]\s*$/, '')
    .split(/\s*(?:,|;|\+|&|\band\b|\bund\b)\s*/i)
    .map(part => part.replace(/^[`*_"'\u201c\u201d\s]+|[`*_"'\u201c\u201d\s]+$/g, ''))
    .filter(part => part !== '')
    .map(part => ({ text: part, isCode: false }))
}
