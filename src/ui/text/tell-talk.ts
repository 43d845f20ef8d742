import type { Journaled } from '../../core/events/event.ts'

/** A message to or from a worker, word for word if the journal has the words. It is null if the event is not a message. */
export function tellTalk(event: Journaled): string | null {
  switch (event.kind) {
    case 'message.queued':
      return sayText(event)
    case 'message.submitted':
      return `< ${event.message} has arrived`
    case 'message.undelivered':
      return `< ${event.message} could not be given: ${event.reason}`
    case 'message.dropped':
      return `< ${event.message} was taken back: ${event.reason}`
    case 'report.received':
      return `> ${event.report.kind}${event.report.text === '' ? '' : `: ${event.report.text}`}`
    case 'report.refused':
      return `> a report that could not be read: ${event.reason}`
    case 'worker.said':
      return `> to ${event.to}: ${event.text}`
    default:
      return null
  }
}

function sayText({ message, messageKind, facts }: Extract<Journaled, { kind: 'message.queued' }>): string {
  const words = facts['text'] ?? facts['problem'] ?? facts['withdrawn'] ?? ''
  const about = words === '' ? (ABOUT[messageKind] ?? messageKind) : words
  return `< ${message} ${messageKind}: ${about}`
}

const ABOUT: Readonly<Record<string, string>> = {
  brief: 'its task, whole',
  rework: 'what the check found, to be put right',
  nudge: 'how does it stand?',
  restate: 'restate the task in your own words',
  unblock: 'what it waited for is proven',
  handoff: 'write down what the next one has to know',
  letter: 'letters wait in its inbox',
  go_on: 'go on',
}
