import type { Journaled } from '../../../src/core/events/event.ts'
import type { Health, HealthMatter } from '../../../src/core/model/health.ts'

/** What the czar says of one worker. */
export interface Saying {
  readonly at: number
  /** Its kind, a colon, and its words. */
  readonly text: string
}

const GRAVE: readonly Health[] = ['idle', 'quiet', 'stuck', 'confused', 'limited', 'crashed', 'over']
const SCREENS: readonly (HealthMatter | undefined)[] = ['dialog', 'permission', 'question', 'refusal']

/**
 * In the order of the journal, up to the proof of its own task: a health other than working, waiting, starting and done by its name;
 * `waits`, for an answer on its screen; `rejected` and `unchecked` of a claim; `presumed`, a check of what nobody claims; `asked`, how it
 * stands; `returned`, a question that goes back to its worker; `missing`, the worktree; `person`, a matter that somebody is called for.
 */
export function collectSayings(events: readonly Journaled[]): readonly Saying[] {
  const proof = events.findIndex(event => event.kind === 'verification.finished' && event.verdict === 'verified')
  return events.slice(0, proof < 0 ? undefined : proof).flatMap(event => {
    const text = sayingOf(event)
    return text === null ? [] : [{ at: event.at, text: text.replaceAll(/\s+/g, ' ') }]
  })
}

function sayingOf(event: Journaled): string | null {
  switch (event.kind) {
    case 'health.changed':
      if (event.health === 'waiting' && SCREENS.includes(event.matter)) return `waits: ${event.reason}`
      return GRAVE.includes(event.health) ? `${event.health}: ${event.reason}` : null
    case 'verification.finished':
      if (event.verdict === 'rejected') return `rejected: ${event.reasons.join('; ')}`
      return event.verdict === 'error' ? `unchecked: ${event.reasons.join('; ')}` : null
    case 'assignment.presumed':
      return `presumed: ${event.because}`
    case 'message.queued':
      return event.facts['advice']?.startsWith('question:') === true ? `returned: ${event.facts['problem']}` : null
    case 'ladder.climbed':
      return event.rung === 'ask' || event.rung === 'restate' ? `asked: ${event.evidence.join('; ')}` : null
    case 'git.missing':
      return `missing: ${event.reason}`
    case 'attention.raised':
      return `person: ${event.text}`
    default:
      return null
  }
}
