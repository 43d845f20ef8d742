import type { Journaled } from '../../../src/core/events/event.ts'

/**
 * The steps that czar tried on an assignment before an event, in the words in which a person is told. They are read from the journal alone.
 */
export function triedInJournal(history: readonly Journaled[], assignment: string, before: number): string {
  const earlier = history.filter(({ seq }) => seq < before)
  const climbed = earlier.flatMap(event => (event.kind === 'ladder.climbed' && event.assignment === assignment ? [event] : []))
  const asked = climbed.filter(({ rung }) => rung === 'ask' || rung === 'restate').length
  const replaced = climbed.filter(({ rung, about }) => rung === 'fresh' && about !== 'context').length
  const questions = earlier.flatMap(event =>
    event.kind === 'message.queued' &&
    event.assignment === assignment &&
    (event.messageKind === 'nudge' || event.messageKind === 'restate') &&
    event.facts['by'] !== 'person'
      ? [event.message]
      : [],
  )
  // A czar that died while it typed may type the same question once more. A question that was withdrawn while it was typed does not count.
  const dropped = new Map(earlier.flatMap(event => (event.kind === 'message.dropped' ? [[event.message, event.seq] as const] : [])))
  const submitted = earlier.flatMap(event =>
    event.kind === 'message.submitted' && event.seq < (dropped.get(event.message) ?? before) ? [event.message] : [],
  )
  const read = questions.filter(message => submitted.includes(message)).length
  const unread = asked === read ? '' : asked - read === asked ? ' (unread)' : ` (${asked - read} unread)`
  const said = [
    ...(asked > 0 ? [`asked ${times(asked)}${unread}`] : []),
    ...(replaced > 0 ? [`replaced by a fresh agent ${times(replaced)}`] : []),
  ]
  return said.join(', ') || 'nothing was tried, because the policy allows nothing'
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
