import { actionOfEffect } from '../events/effect-id.ts'
import type { Journaled } from '../events/event.ts'
import { own } from '../model/own.ts'
import { hasGivenUp } from '../policy/engine/policy-context.ts'
import type { State } from '../state/types/state.ts'
import { plainText } from '../text/plain-text.ts'
import type { CzarTally, Tally } from './tally.ts'
import { elapsed } from './tally-time.ts'
import { isOwnText, isRaised, type WorkStep } from './tally-work.ts'

/**
 * Counts czar's starts and crashes and the time without a czar. It also reads events before the summarized time, because only they show
 * whether the first start in this time came after a crash.
 */
export function tallyCzar(tally: Tally, event: Journaled, { before, at }: WorkStep): Tally {
  const { czar, from } = tally
  switch (event.kind) {
    case 'czar.started': {
      const isFirst = before.czar.epoch === 0
      const isInside = at >= from
      const changes = {
        hasLeft: false,
        starts: czar.starts + (isInside ? 1 : 0),
        crashes: czar.crashes + (isInside && !isFirst && !czar.hasLeft ? 1 : 0),
        withoutMs: czar.withoutMs + (isFirst ? 0 : elapsed(tally.at, at, from)),
      }
      return change(tally, changes)
    }
    case 'czar.abandoned':
      return change(tally, { abandonedMs: czar.abandonedMs + elapsed(at - event.forMs, at, from) })
    case 'system.slept':
      return change(tally, { withoutMs: czar.withoutMs + elapsed(at - event.forMs, at, from) })
    case 'czar.let_go':
    case 'czar.stopped':
      return change(tally, { hasLeft: true })
    default:
      return tally
  }
}

/** Counts czar's operations, failed operations and the items that needed a person, in the summarized time. */
export function tallyDeeds(tally: Tally, event: Journaled, { before, after, at }: WorkStep): Tally {
  const decided = tallyDecision(tally, event)
  const { czar } = decided
  switch (event.kind) {
    case 'effect.intended':
      return change(decided, { operations: czar.operations + 1 })
    case 'effect.failed':
      return change(decided, { failed: withFailure(czar, event, { before, after }) })
    case 'verification.finished':
      if (event.verdict === 'void') return change(decided, { voidChecks: czar.voidChecks + 1 })
      return event.verdict === 'error' ? change(decided, { brokenChecks: czar.brokenChecks + 1 }) : decided
    case 'attention.raised':
      return isRaised(event, after) ? attend(decided, { raised: decided.attention.raised + 1 }) : decided
    case 'attention.settled': {
      const known = own(before.attention, event.key)
      if (known === undefined || known.settledAt !== null) return decided
      const { settled, waitedMs } = decided.attention
      return attend(decided, { settled: settled + 1, waitedMs: waitedMs + elapsed(known.raised.at, at, tally.from) })
    }
    default:
      return decided
  }
}

/**
 * The events that count as an act of czar: it performed an action, gave or took away an assignment, or sent a text. Events about czar's
 * observations and judgements (health, items) are not among them.
 */
const OWN_ACTS: ReadonlySet<string> = new Set([
  'effect.intended',
  'assignment.created',
  'assignment.failed',
  'assignment.returned',
  'task.failed',
  'task.unreserved',
  'ladder.climbed',
  'account.probed',
  'account.admitted',
])

function tallyDecision(tally: Tally, event: Journaled): Tally {
  const isOwn = OWN_ACTS.has(event.kind) || (event.kind === 'message.queued' && isOwnText(event))
  const { czar, person } = tally.decisions
  if (isOwn) return { ...tally, decisions: { czar: czar + 1, person } }
  return isOfPerson(event) ? { ...tally, decisions: { czar, person: person + 1 } } : tally
}

function isOfPerson({ kind }: Journaled): boolean {
  return kind.startsWith('person.') || kind === 'task.added' || kind === 'task.dropped' || kind === 'task.renewed'
}

function withFailure(
  { failed }: CzarTally,
  event: Extract<Journaled, { kind: 'effect.failed' }>,
  { before, after }: { readonly before: State; readonly after: State },
): CzarTally['failed'] {
  // The id of an action begins with the name of the action.
  const action = own(before.effects, event.effect)?.action ?? actionOfEffect(event.effect)
  const known = own(failed, action)
  const isOver = hasGivenUp(after, event.effect) && !hasGivenUp(before, event.effect)
  return {
    ...failed,
    [action]: {
      action,
      times: (known?.times ?? 0) + 1,
      given_up: (known?.given_up ?? 0) + (isOver ? 1 : 0),
      reason: plainText(event.reason, 300),
    },
  }
}

function change(tally: Tally, changes: Partial<CzarTally>): Tally {
  return { ...tally, czar: { ...tally.czar, ...changes } }
}

function attend(tally: Tally, changes: Partial<Tally['attention']>): Tally {
  return { ...tally, attention: { ...tally.attention, ...changes } }
}
