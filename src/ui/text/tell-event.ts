import { sayDuplicate, sayEarlier } from '../../core/duplicates/say-duplicate.ts'
import type { Journaled } from '../../core/events/event.ts'
import { sayAside } from '../../core/landing/say-aside.ts'
import { sayRemarks } from '../../core/views/proof-remarks.ts'
import { describeEvent } from './describe-event.ts'
import { tellReturn } from './tell-return.ts'

/** An event in words, for a person who looks from time to time. It is null if only `czar log` shows the event. */
export function tellEvent(event: Journaled): string | null {
  return tellAgent(event) ?? tellWork(event) ?? tellCzar(event)
}

function tellAgent(event: Journaled): string | null {
  switch (event.kind) {
    case 'worktree.ready':
      return `has its worktree, on ${event.branch}`
    case 'agent.started':
      return event.incarnation === 1 ? 'started' : `started again (start ${event.incarnation})`
    case 'agent.exited':
      return `died: ${describeEvent(event)}`
    case 'agent.ended':
      return event.reason === 'finished' ? 'ended: nothing is left to do' : `was ended: ${event.reason.replaceAll('_', ' ')}`
    case 'agent.logged_out':
      return `asks for a login: ${event.text}`
    case 'agent.limited':
      return `met a limit of account ${event.account}: ${event.text}`
    case 'account.released':
      return `goes on, the limit of ${event.account} is over: ${event.reason}`
    case 'agent.turn':
      return event.turn === 'waiting' ? `asks for ${event.waitingFor ?? 'something'}${after(event.text)}` : null
    default:
      return null
  }
}

function tellWork(event: Journaled): string | null {
  switch (event.kind) {
    case 'assignment.created':
      return event.assignmentKind === 'bonus'
        ? `got the bonus task ${event.task}`
        : `got its task${(event.task as string) === event.worker ? '' : ` ${event.task}`}`
    case 'assignment.returned':
    case 'assignment.failed':
    case 'task.failed':
      return `${event.kind === 'assignment.returned' ? 'gave its task back' : 'failed'}: ${event.reason}`
    case 'report.received':
      return tellReport(event.report)
    case 'verification.started':
      return 'says it is done, and is being checked'
    case 'verification.finished':
      return tellVerdict(event)
    case 'ladder.climbed':
      return `makes no progress, ${LADDER[event.rung]}: ${event.evidence[0] ?? event.matter}`
    case 'message.undelivered':
      return `could not be given ${event.message}: ${event.reason}`
    case 'worker.said':
      return `says to ${event.to}: ${event.text}`
    default:
      return tellReturn(event)
  }
}

const LADDER = {
  ask: 'and is asked',
  restate: 'and is asked to restate its task',
  fresh: 'and gets a fresh agent',
  handoff: 'and writes down what the next agent has to know',
  reassign: 'and its task goes to another worker',
  attention: 'and a person is asked',
} as const

function tellReport({ kind, text, contradicts, confirms }: Extract<Journaled, { kind: 'report.received' }>['report']): string | null {
  if (kind === 'ack') return `understood its task: ${text}`
  if (kind === 'blocked') return `asked: ${text}`
  if (kind === 'refuse') return `refuses its task: ${text}`
  if (kind === 'fact' && confirms !== undefined) return `confirms f${confirms}`
  if (kind === 'fact') return `ran into: ${contradicts === undefined ? text : `f${contradicts} is wrong${after(text)}`}`
  return kind === 'note' ? `notes: ${text}` : null
}

function tellVerdict(event: Extract<Journaled, { kind: 'verification.finished' }>): string | null {
  const aside = sayRemarks(event)
  if (event.verdict === 'verified') return `PROVEN at ${event.commit?.slice(0, 8) ?? '?'}${aside === '' ? '' : ` (${aside})`}`
  if (event.verdict === 'rejected') return `REJECTED: ${event.reasons.join(' ')}`
  return event.verdict === 'error' ? `could not be checked: ${event.reasons.join(' ')}` : null
}

// Long: the function lists all kinds of events about the czar.
function tellCzar(event: Journaled): string | null {
  switch (event.kind) {
    case 'czar.started':
      return event.epoch === 1 ? 'began' : 'came back'
    case 'czar.stopped':
    case 'czar.let_go':
      return `ended: ${event.reason}`
    case 'project.finished':
      return `the fleet is over: ${event.verified} verified, ${event.failed} not`
    case 'duplicate.found':
      return `${event.task} does what ${sayEarlier(event.earlier)} does: ${sayDuplicate(event.facts)}`
    case 'duplicate.proved':
      return `${event.task} is PROVEN by ${sayEarlier(event.earlier)}`
    case 'attempts.settled':
      return `${event.winner} WINS: ${event.reason}`
    case 'forecast.changed':
      return event.pairs.length === 0 ? null : describeEvent(event)
    case 'base_gates.checked':
      return event.findings.length === 0 ? null : `WARNING: ${describeEvent(event)}`
    case 'base_gates.refused':
      return `WARNING: ${describeEvent(event)}`
    case 'train.set_aside':
      return `${event.task} is set aside: it ${sayAside(event)}`
    case 'train.advanced':
      return `TESTED together: ${event.branch} is at ${event.tip.slice(0, 8)}`
    case 'attention.raised':
      return `NEEDS A PERSON: ${event.text}`
    case 'message.dropped':
      return null
    case 'person.told':
      return `a person told it: ${event.text}`
    case 'task.added':
    case 'task.dropped':
    case 'task.renewed':
    case 'task.unreserved':
    case 'report.refused':
    case 'budget.low':
    case 'budget.exceeded':
    case 'system.slept':
    case 'disk.space':
    case 'git.fetched':
    case 'verification.voided':
    case 'command.refused':
    case 'alert.unheard':
    case 'pull_request.seen':
    case 'pull_request.refused':
    case 'pull_request.opened':
    case 'pull_request.preceded':
    case 'pull_request.changed':
    case 'pull_request.abandoned':
    case 'pull_request.caught_up':
    case 'pull_request.delayed':
      return `${TITLES[event.kind]}: ${describeEvent(event)}`
    default:
      return event.kind.startsWith('person.') ? `a person: ${event.kind.slice('person.'.length)}` : null
  }
}

const TITLES = {
  'task.added': 'a person added a bonus task',
  'task.dropped': 'a person dropped a bonus task',
  'task.renewed': 'a person began a task again',
  'task.unreserved': 'a bonus task',
  'report.refused': 'its report could not be read',
  'budget.low': 'budget',
  'budget.exceeded': 'budget',
  'system.slept': 'the machine slept',
  'disk.space': 'disk',
  'git.fetched': 'remote',
  'verification.voided': 'is proven again',
  'command.refused': 'a command was refused',
  'alert.unheard': 'an alert',
  'pull_request.seen': 'pull request',
  'pull_request.refused': 'gets no pull request',
  'pull_request.opened': 'PULL REQUEST',
  'pull_request.preceded': 'pull request',
  'pull_request.changed': 'pull request',
  'pull_request.abandoned': 'pull request',
  'pull_request.caught_up': 'pull request',
  'pull_request.delayed': 'pull requests wait',
} as const

function after(text: string | null): string {
  return text === null || text === '' ? '' : `: ${text}`
}
