import type { Journaled } from '../../../src/core/events/event.ts'

/** What the journal said last about the delivery of the text, for the table. */
export function lastWord(events: readonly Journaled[]): string {
  const last = events.findLast(
    ({ kind }) =>
      kind === 'message.undelivered' ||
      kind === 'message.held' ||
      kind === 'attention.raised' ||
      kind === 'agent.ended' ||
      kind === 'message.submitted',
  )
  if (last === undefined) return events.some(({ kind }) => kind === 'agent.ready') ? 'ready, nothing pasted' : 'not ready'
  if (last.kind === 'attention.raised') return last.text.replaceAll('\n', ' ').slice(0, 160)
  if (last.kind === 'message.undelivered') return last.reason.slice(0, 160)
  return last.kind === 'message.held' ? `held: ${last.by}` : `${last.kind}${last.kind === 'agent.ended' ? ` (${last.reason})` : ''}`
}

/** Removes the line breaks of a text, because a screen may break a line inside the words that are searched for. */
export function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').toLowerCase()
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
