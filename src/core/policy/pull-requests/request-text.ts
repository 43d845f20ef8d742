import { own } from '../../model/own.ts'
import { awaitsReview, reviewOfProof } from '../../review/pending-review.ts'
import { sayFinding } from '../../review/say-finding.ts'
import type { State } from '../../state/types/state.ts'
import type { Proof, TaskState } from '../../state/types/task-state.ts'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import { timeText, tokensText } from '../../text/spent-text.ts'
import { sayRemarks } from '../../views/proof-remarks.ts'
import { isSure } from '../facts/work/doubt.ts'

const TITLE = 72
const TASK = 4_000
const CLAIM = 4_000
const COMMANDS = 50

/** The title of a task's request: the first line of its text. */
export function requestTitle({ id, text }: Pick<TaskState, 'id' | 'text'>): string {
  const line = text.text.split('\n').find(written => /[\p{L}\p{N}]/u.test(written)) ?? id
  return plainText(line.replace(/^[\s#>*-]+/, '').trim(), TITLE) || id
}

/** Czar's part of a request's text, about a proven task. `claim`: the worker's own words, or null if there are none. Markdown. */
export function requestBody(state: State, task: TaskState, claim: string | null): string {
  const { verified } = task
  if (verified === null) return ''
  return [
    section('Task', quoteInert(task.text.text, TASK)),
    section(`What ${task.worker ?? 'the worker'} says that it did`, claim === null ? '' : quoteInert(claim, CLAIM)),
    section(`Checked at ${verified.commit.slice(0, 12)}`, commandTable(verified)),
    section('Review', review(state, task)),
    section('Risks', risks(verified)),
    section('Effort', effort(state, task)),
    closes(task),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

const BEGIN = '<!-- czar: what is between these lines is written anew after each proof -->'
const END = '<!-- czar: end -->'

/** The request's text with czar's part replaced. Text that people wrote around that part stays. */
export function withBody(text: string, body: string): string {
  const part = `${BEGIN}\n\n${body}\n\n${END}`
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END, begin)
  if (begin !== -1 && end !== -1) return `${text.slice(0, begin)}${part}${text.slice(end + END.length)}`
  return text.trim() === '' ? part : `${text.trimEnd()}\n\n${part}`
}

function section(title: string, content: string): string {
  return content === '' ? '' : `### ${title}\n\n${content}`
}

/**
 * Quotes each line of a text that czar did not write. Then no line can look like czar's own, mention a person or close
 * an issue.
 */
export function quoteInert(text: string, most: number): string {
  const lines = plainText(text.trim(), most, { lines: true }).split('\n')
  return lines.map(line => `> ${inert(line)}`.trimEnd()).join('\n')
}

/**
 * A forge notifies each person whose name follows an @. It closes issues by words such as "fixes #1", "fixes GH-1" or
 * "fixes https://…", and renders tags. An invisible character prevents all this.
 */
function inert(line: string): string {
  return line
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/#(?=\d)/g, '#\u2060')
    .replace(/<(?=[a-z/!?])/gi, '<\u2060')
    .replace(/\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=:?\s)/gi, '$1\u2060')
}

function commandTable({ checks }: Proof): string {
  if (checks.length === 0) return 'The task has no accept commands.'
  const rows = checks.slice(0, COMMANDS).map(({ name, outcome, durationMs }) => {
    return `| \`${cell(name)}\` | ${outcome} | ${timeText(durationMs)} |`
  })
  const rest = checks.length - rows.length
  return [
    '| command | result | time |',
    '| --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? [`| ${counted(rest, 'more command')} | | |`] : []),
  ].join('\n')
}

function cell(text: string): string {
  return plainText(text, 200).replaceAll('`', "'").replaceAll('|', '\\|')
}

const FINDINGS = 20

/** The reviewer's findings about the proven commit, in its own words. If the review is still going on, the text says so. */
function review(state: State, task: TaskState): string {
  const found = reviewOfProof(state, task)
  if (found === null || found.state === 'open' || found.state === 'reported')
    return found !== null || awaitsReview(state, task, isSure(state)) ? 'A review of this commit is not over yet.' : ''
  if (found.state === 'uncounted')
    return `A review of this commit does not count: ${inert(plainText(found.end?.reason ?? 'unknown', 300))}.`
  const who = `${found.agent}${found.model === null ? '' : ` (${found.model})`}`
  const all = found.findings.map(finding => `- ${inert(sayFinding(finding))}`)
  const rest = all.length - FINDINGS
  const more = rest > 0 ? [`- ${counted(rest, 'more finding')}`] : []
  return [`By ${inert(plainText(who, 200))}:`, '', ...(all.length === 0 ? ['- It found nothing.'] : all.slice(0, FINDINGS)), ...more].join(
    '\n',
  )
}

function risks(proof: Proof): string {
  const remarks = sayRemarks(proof)
  return remarks === '' ? '' : `- ${inert(plainText(remarks, 1_000))}`
}

function effort(state: State, task: TaskState): string {
  const worker = own(state.workers, task.worker ?? '')
  const ms = task.assignedAt === null || task.verified === null ? null : task.verified.at - task.assignedAt
  const usage = worker?.usage ?? null
  const parts = [
    ms === null ? [] : `${timeText(ms)} from the assignment to the proof`,
    task.attempts > 1 ? counted(task.attempts, 'check') : [],
    usage === null
      ? []
      : `${tokensText(usage.tokens)} tokens${usage.usd === null ? '' : `, $${usage.usd.toFixed(2)}`} by ${task.worker} in all`,
  ].flat()
  return parts.map(part => `- ${part}`).join('\n')
}

const ISSUE = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|issue):?\s+#(?<number>[1-9]\d{0,8})\b/gi

/** The issues that the task's text says it is for: `Fixes #12`, `Issue: #12`. */
function closes({ text }: TaskState): string {
  const numbers = new Set([...text.text.matchAll(ISSUE)].map(match => match.groups?.['number']))
  return [...numbers].map(number => `Closes #${number}`).join('\n')
}
