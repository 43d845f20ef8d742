import type { Journaled } from '../../../src/core/events/event.ts'
import type { Health, HealthMatter } from '../../../src/core/model/health.ts'

/** One thing that the czar said about a worker. */
export interface Saying {
  readonly at: number
  /** The kind, a colon, and czar's words. */
  readonly text: string
}

const GRAVE: readonly Health[] = ['idle', 'quiet', 'stuck', 'confused', 'limited', 'crashed', 'over']
const SCREENS: readonly (HealthMatter | undefined)[] = ['dialog', 'permission', 'question', 'refusal']

/**
 * The czar's sayings in the order of the journal, up to the proof of the worker's own task. A health appears under its
 * name, except working, waiting, starting and done. The other kinds:
 * - waits: the agent waits for an answer on its screen.
 * - rejected, unchecked: the claim was rejected, or could not be checked.
 * - presumed: the czar checked the work without a claim.
 * - asked: the czar asked how the task stands.
 * - returned: the czar told the worker to answer its question itself.
 * - missing: the worktree is gone.
 * - person: an attention item calls a person.
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
