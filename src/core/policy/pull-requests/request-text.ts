import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { plainText } from '../../text/plain-text.ts'
import { closes, commandTable, effort, partOf, quoteInert, review, risks } from './text-parts.ts'

const TITLE = 72
const TASK = 4_000
const CLAIM = 4_000

/** Returns the title of a task's request, which is the first line of the task's text. */
export function requestTitle({ id, text }: Pick<TaskState, 'id' | 'text'>): string {
  const line = text.text.split('\n').find(written => /[\p{L}\p{N}]/u.test(written)) ?? id
  return plainText(line.replace(/^[\s#>*-]+/, '').trim(), TITLE) || id
}

/**
 * Writes czar's part of the text of a request for a proven task, in Markdown. `claim` is what the worker itself said about its work, or
 * null.
 */
export function requestBody(state: State, task: TaskState, claim: string | null): string {
  const { verified } = task
  if (verified === null) return ''
  return [
    partOf('Task', quoteInert(task.text.text, TASK)),
    partOf(`What ${task.worker ?? 'the worker'} says that it did`, claim === null ? '' : quoteInert(claim, CLAIM)),
    partOf(`Checked at ${verified.commit.slice(0, 12)}`, commandTable(verified.checks)),
    partOf('Review', review(state, task)),
    partOf('Risks', risks(verified)),
    partOf('Effort', effort(state, task)),
    closes([task]),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

const BEGIN = '<!-- czar: what is between these lines is written anew after each proof -->'
const END = '<!-- czar: end -->'

/** Replaces czar's part in the text of a request. What people wrote before or after that part stays. */
export function withBody(text: string, body: string): string {
  const part = `${BEGIN}\n\n${body}\n\n${END}`
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END, begin)
  if (begin !== -1 && end !== -1) return `${text.slice(0, begin)}${part}${text.slice(end + END.length)}`
  return text.trim() === '' ? part : `${text.trimEnd()}\n\n${part}`
}
