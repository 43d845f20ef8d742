import { sayDuplicate, sayEarlier } from '../duplicates/say-duplicate.ts'
import type { Journaled } from '../events/event.ts'
import { lowText } from '../model/disk.ts'
import { sayBaseFinding } from '../model/gates/base-gate.ts'
import { abandonedText } from '../model/gave-up.ts'
import { own } from '../model/own.ts'
import { versionText } from '../model/program.ts'
import { starvedText } from '../model/starved.ts'
import { hasGivenUp } from '../policy/engine/policy-context.ts'
import type { State } from '../state/types/state.ts'
import { gapText } from '../text/gap-text.ts'
import { keptText } from '../text/kept-text.ts'
import { plainText } from '../text/plain-text.ts'
import { spentText } from '../text/spent-text.ts'
import type { SummaryMatter } from './summary.ts'
import { isRaised, isReplaced, type WorkStep } from './tally-work.ts'

interface Saying {
  readonly weight: SummaryMatter['weight']
  readonly text: string
}

/** Returns the line of the timeline about an event, or null if the event is not worth a line to a person. */
export function matterOf(event: Journaled, step: WorkStep): SummaryMatter | null {
  const saying = event.kind.startsWith('person.')
    ? sayPerson(event)
    : (sayCzar(event, step) ?? sayBounds(event, step) ?? sayReview(event) ?? sayWork(event, step))
  if (saying === null) return null
  const worker = 'worker' in event ? event.worker : workerOfMatter(event, step)
  return { seq: event.seq, at: step.at, worker, what: event.kind, weight: saying.weight, text: plainText(saying.text, 400) }
}

/** Returns the most important entries in the order of their events. If several are equally important, the newest are kept. */
export function weightiest(matters: readonly SummaryMatter[], count: number): readonly SummaryMatter[] {
  if (matters.length <= count) return matters
  return matters
    .toSorted((left, right) => right.weight - left.weight || right.seq - left.seq)
    .slice(0, count)
    .sort((left, right) => left.seq - right.seq)
}

// Long: the function lists all kinds of events about the czar.
function sayCzar(event: Journaled, { before, after }: WorkStep): Saying | null {
  switch (event.kind) {
    case 'czar.started':
      return before.czar.epoch === 0 ? weigh(2, 'the czar began') : weigh(3, 'the czar came back')
    case 'czar.abandoned':
      return weigh(3, abandonedText(event))
    case 'czar.starved':
      return weigh(3, starvedText(event))
    case 'project.kept':
      return weigh(3, keptText(event))
    case 'czar.let_go':
      return weigh(2, `the czar exited and left the agents running: ${event.reason}`)
    case 'system.slept':
      return weigh(2, gapText(event.forMs))
    case 'czar.stopped':
      return event.reason === 'finished' ? null : weigh(3, `the czar stopped: ${event.reason}`)
    case 'project.finished':
      return weigh(3, `the project finished: ${event.verified} verified, ${event.failed} not`)
    case 'base_gates.checked':
      return event.findings.length === 0 ? null : weigh(2, `accept commands on base: ${event.findings.map(sayBaseFinding).join('; ')}`)
    case 'attention.raised':
      return isRaised(event, after) ? weigh(3, `needs a person: ${event.text}`) : null
    case 'attention.settled':
      return isOpen(before, event.key) ? weigh(2, `settled: ${own(before.attention, event.key)?.text ?? event.key}`) : null
    case 'effect.failed':
      return hasGivenUp(after, event.effect) && !hasGivenUp(before, event.effect)
        ? weigh(3, `gave up ${event.effect}: ${event.reason}`)
        : null
    case 'git.fetched':
      return event.problem === null
        ? weigh(1, 'the czar can fetch from the remote again')
        : weigh(2, `the czar cannot fetch from the remote: ${event.problem}`)
    case 'program.version':
      return event.version === event.measured ? null : weigh(1, versionText(event))
    case 'program.hindered':
      return event.hindrances.length === 0 ? null : weigh(2, event.hindrances.map(({ says }) => says).join('; '))
    case 'disk.space':
      return event.low === null ? weigh(1, 'the disks have free space again') : weigh(2, lowText(event.low))
    default:
      return null
  }
}

/** Words events about limits, budgets and the queue. */
function sayBounds(event: Journaled, { before }: WorkStep): Saying | null {
  switch (event.kind) {
    case 'agent.limited': {
      const known = own(before.accounts, event.account)
      const isOpen = known !== undefined && known.releasedAt === null
      return isOpen ? null : weigh(2, `account ${event.account} is limited (${event.limit}): ${event.text}`)
    }
    case 'account.released':
      return weigh(2, `account ${event.account} goes on: ${event.reason}`)
    case 'budget.low':
      return weigh(1, `${event.worker === null ? "the fleet's" : 'its'} budget is nearly used up: ${spentText(event)}`)
    case 'budget.exceeded':
      return weigh(3, `${event.of === 'fleet' ? "the fleet's" : 'its'} budget is used up: ${spentText(event)}`)
    case 'ladder.climbed':
      return event.rung === 'fresh' || event.rung === 'reassign'
        ? weigh(
            1,
            `${event.rung === 'fresh' ? 'its agent is replaced' : 'its task goes to another worker'} because of its ${event.about}: ${event.matter}`,
          )
        : null
    case 'task.added':
      return weigh(2, `a person added ${event.bonus.id}`)
    case 'task.dropped':
      return weigh(2, `a person dropped ${event.task}`)
    case 'task.renewed':
      return weigh(2, `a person started ${event.task} again`)
    default:
      return null
  }
}

function sayReview(event: Journaled): Saying | null {
  switch (event.kind) {
    case 'stage.returned':
      return weigh(2, `${event.task} went back to its worker, because of a fault that ${event.from} showed`)
    case 'review.returned':
      return weigh(2, `${event.task} went back to its author, because of a fault that ${event.review} showed`)
    case 'review.decided':
      return weigh(
        2,
        `a person ${event.decision === 'accepted' ? `accepted ${event.task} with the fault that its review found` : `sent ${event.task} back`}`,
      )
    case 'review.ended':
      return weigh(1, `its review does not count: ${event.reason}`)
    default:
      return null
  }
}

function sayWork(event: Journaled, { before }: WorkStep): Saying | null {
  switch (event.kind) {
    case 'verification.finished': {
      const task = own(before.assignments, event.assignment)?.task ?? event.assignment
      if (event.verdict === 'verified') return weigh(2, `${task} verified at ${event.commit?.slice(0, 8) ?? '?'}`)
      const reasons = (event.reasons ?? []).join('; ')
      return event.verdict === 'rejected' ? weigh(2, `claim of ${task} rejected: ${reasons}`) : null
    }
    case 'duplicate.found':
      return weigh(1, `${event.task} does what ${sayEarlier(event.earlier)} does: ${sayDuplicate(event.facts)}`)
    case 'duplicate.proved':
      return weigh(2, `${event.task} is proven by ${sayEarlier(event.earlier)}, which does the same`)
    case 'attempts.settled':
      return weigh(2, `${event.winner} won: ${event.reason}`)
    case 'assignment.failed':
      return weigh(3, `${own(before.assignments, event.assignment)?.task ?? event.assignment} failed: ${event.reason}`)
    case 'task.failed':
      return weigh(3, `${event.task} failed: ${event.reason}`)
    case 'assignment.returned':
      return weigh(2, `${own(before.assignments, event.assignment)?.task ?? event.assignment} was given back: ${event.reason}`)
    case 'agent.exited':
      if ((own(before.workers, event.worker)?.assignment ?? null) === null) return null
      return weigh(2, `its agent died at work: ${[event.how, event.signal ?? `status ${event.status ?? '?'}`].join(', ')}`)
    case 'agent.ended':
      return isReplaced(event.reason) ? weigh(2, `its agent was replaced: ${event.reason.replace('_', ' ')}`) : null
    case 'pull_request.seen':
      return weigh(1, `pull request #${event.number} of ${event.branch} was seen`)
    case 'message.queued':
      return event.messageKind === 'nudge' || event.messageKind === 'restate'
        ? weigh(1, `${event.messageKind} by ${event.facts?.['by'] ?? 'the czar'}`)
        : null
    default:
      return null
  }
}

function sayPerson(event: Journaled): Saying {
  const about = 'text' in event ? `: ${event.text}` : 'task' in event ? ` ${event.task}` : ''
  return weigh(2, `a person: ${event.kind.slice('person.'.length)}${about}`)
}

function workerOfMatter(event: Journaled, { before }: WorkStep): string | null {
  return event.kind === 'attention.settled' ? (own(before.attention, event.key)?.worker ?? null) : null
}

function isOpen({ attention }: State, key: string): boolean {
  return own(attention, key)?.settledAt === null
}

function weigh(weight: SummaryMatter['weight'], text: string): Saying {
  return { weight, text }
}
