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

const COMMANDS = 50

export function partOf(title: string, content: string): string {
  return content === '' ? '' : `### ${title}\n\n${content}`
}

/** Quotes each line of a text that czar did not write. So no line can look like czar's own words, mention a person or close an issue. */
export function quoteInert(text: string, most: number): string {
  const lines = plainText(text.trim(), most, { lines: true }).split('\n')
  return lines.map(line => `> ${inert(line)}`.trimEnd()).join('\n')
}

/**
 * Makes a line harmless. A forge notifies a person whose name stands after an @. It closes issues at words such as "fixes #1", "fixes GH-1"
 * or "fixes https://…", and interprets tags. An invisible character that is put in between prevents this.
 */
export function inert(line: string): string {
  return line
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/#(?=\d)/g, '#\u2060')
    .replace(/<(?=[a-z/!?])/gi, '<\u2060')
    .replace(/\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=:?\s)/gi, '$1\u2060')
}

export function commandTable(checks: Proof['checks']): string {
  if (checks.length === 0) return 'The task has no accept commands.'
  const rows = checks.slice(0, COMMANDS).map(({ name, outcome, durationMs }) => {
    return `| \`${codeOf(name)}\` | ${outcome} | ${timeText(durationMs)} |`
  })
  const rest = checks.length - rows.length
  return [
    '| command | result | time |',
    '| --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? [`| ${counted(rest, 'more command')} | | |`] : []),
  ].join('\n')
}

/** Puts another author's text into backquotes, so that it may stand in a table. */
export function codeOf(text: string): string {
  return plainText(text, 200).replaceAll('`', "'").replaceAll('|', '\\|')
}

const FINDINGS = 20

/** Returns what the reviewer found in the proven commit, in the reviewer's own words. If the review still runs, the text says so. */
export function review(state: State, task: TaskState): string {
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

export function risks(proof: Proof): string {
  const remarks = sayRemarks(proof)
  return remarks === '' ? '' : `- ${inert(plainText(remarks, 1_000))}`
}

export function effort(state: State, task: TaskState): string {
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

/** Returns the numbers of the issues that the texts of the tasks name, as in `Fixes #12` or `Issue: #12`. */
export function issuesOf(tasks: readonly Pick<TaskState, 'text'>[]): readonly number[] {
  const named = tasks.flatMap(({ text }) => [...text.text.matchAll(ISSUE)].map(match => Number(match.groups?.['number'])))
  return [...new Set(named)]
}

export function closes(tasks: readonly TaskState[]): string {
  return issuesOf(tasks)
    .map(number => `Closes #${number}`)
    .join('\n')
}
