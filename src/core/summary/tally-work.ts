import type { EndReason } from '../events/agent-event.ts'
import type { Journaled } from '../events/event.ts'
import type { AssignmentId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import { plainText } from '../text/plain-text.ts'
import type { Help } from './summary.ts'
import { type ClaimTally, type Tally, tallyWorker } from './tally.ts'

export interface WorkStep {
  readonly before: State
  readonly after: State
  readonly at: number
}

type Finished = Extract<Journaled, { kind: 'verification.finished' }>

/**
 * Counts claims, and keeps the last reading of each worktree. It also reads events before the summarized time, because an assignment may
 * have begun earlier.
 */
export function tallyClaims(tally: Tally, event: Journaled, { before, after, at }: WorkStep): Tally {
  switch (event.kind) {
    case 'assignment.created':
      if (own(before.assignments, event.assignment) === own(after.assignments, event.assignment)) return tally
      return { ...tally, claims: { ...tally.claims, [event.assignment]: { ...noClaim, task: event.task } } }
    case 'report.received': {
      const assignment = own(before.workers, event.worker)?.assignment ?? null
      if (event.report.kind !== 'done' || assignment === null) return tally
      return tallyClaim(tally, assignment, () => ({ said: plainText(event.report.text, 300) }))
    }
    case 'verification.finished':
      return own(before.assignments, event.assignment) === own(after.assignments, event.assignment)
        ? tally
        : tallyClaim(tally, event.assignment, claim => judged(claim, event, { before, at }))
    case 'git.observed': {
      const { files, head } = event.activity
      return tallyWorker(tally, event.worker, () => ({ files, head }))
    }
    default:
      return tally
  }
}

/** Records the usage of a worker at the beginning of the summarized time. */
export function tallyUsed(tally: Tally, event: Journaled, { before, after, at }: WorkStep): Tally {
  if (at >= tally.from || !('worker' in event) || event.worker === null) return tally
  const [known, worker] = [own(before.workers, event.worker), own(after.workers, event.worker)]
  if (worker === undefined || (worker.usage === known?.usage && worker.turns === known?.turns)) return tally
  return tallyWorker(tally, event.worker, () => ({ usedBefore: worker.usage, turnsBefore: worker.turns.ended }))
}

/** Counts how often each worker needed help. */
export function tallyHelp(tally: Tally, event: Journaled, { before, after }: WorkStep): Tally {
  const changes = helpOf(event, before, after)
  if (changes === null || !('worker' in event) || event.worker === null) return tally
  return tallyWorker(tally, event.worker, ({ help }) => ({ help: { ...help, ...changes(help) } }))
}

function helpOf(event: Journaled, before: State, after: State): ((help: Help) => Partial<Help>) | null {
  switch (event.kind) {
    case 'agent.started':
      return help => ({ starts: help.starts + 1 })
    case 'agent.exited': {
      const wasAtWork = (own(before.workers, event.worker)?.assignment ?? null) !== null
      const isTaken = own(before.workers, event.worker) !== own(after.workers, event.worker)
      return wasAtWork && isTaken ? help => ({ deaths: help.deaths + 1 }) : null
    }
    case 'agent.ended':
      return isReplaced(event.reason) ? help => ({ restarts: help.restarts + 1 }) : null
    case 'verification.finished':
      return event.verdict === 'rejected' ? help => ({ rejections: help.rejections + 1 }) : null
    case 'report.received':
      return event.report.kind === 'blocked' ? help => ({ questions: help.questions + 1 }) : null
    case 'report.refused':
      return help => ({ refused_reports: help.refused_reports + 1 })
    case 'message.undelivered':
      return help => ({ undelivered: help.undelivered + 1 })
    case 'message.queued':
      return isOwnText(event) ? help => ({ texts: counted(help.texts, event.messageKind) }) : null
    case 'attention.raised':
      return isRaised(event, after) ? help => ({ attention: help.attention + 1 }) : null
    default:
      return event.kind.startsWith('person.') ? help => ({ person: counted(help.person, event.kind.slice('person.'.length)) }) : null
  }
}

/** Whether czar sent the text by itself, without a person's command. */
export function isOwnText(event: Extract<Journaled, { kind: 'message.queued' }>): boolean {
  return event.messageKind !== 'tell' && event.facts?.['by'] !== 'person'
}

/** Whether the agent was ended in order to start a fresh one. */
export function isReplaced(reason: EndReason): boolean {
  return reason === 'restart' || reason === 'not_ready' || reason === 'undelivered'
}

/** Whether this item is new, and not an open item with another text. */
export function isRaised(event: Extract<Journaled, { kind: 'attention.raised' }>, after: State): boolean {
  return own(after.attention, event.key)?.raised.seq === event.seq
}

const noClaim = { tries: 0, first: null, flaky: 0, said: null, subject: null } as const

function judged(claim: ClaimTally, event: Finished, { before, at }: Pick<WorkStep, 'before' | 'at'>): Partial<ClaimTally> {
  const { verdict, commit, assignment } = event
  if (verdict !== 'verified' && verdict !== 'rejected') return {}
  // If the proof of proven work is checked again, for example because base moved, this is not a new claim.
  const isClaim = own(before.assignments, assignment)?.state !== 'verified'
  const last = own(before.workers, event.worker)?.git?.lastCommit ?? null
  return {
    tries: isClaim ? claim.tries + 1 : claim.tries,
    first: claim.first ?? { verdict, at },
    flaky: (event.checks ?? []).filter(check => check.outcome === 'flaky').length,
    subject: last !== null && last.sha === commit ? plainText(last.subject, 200) : null,
  }
}

function tallyClaim(tally: Tally, id: AssignmentId, change: (claim: ClaimTally) => Partial<ClaimTally>): Tally {
  const claim = own(tally.claims, id)
  return claim === undefined ? tally : { ...tally, claims: { ...tally.claims, [id]: { ...claim, ...change(claim) } } }
}

function counted(counts: Readonly<Record<string, number>>, name: string): Readonly<Record<string, number>> {
  return { ...counts, [name]: (own(counts, name) ?? 0) + 1 }
}
