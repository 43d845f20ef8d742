import { sayDuplicate, sayEarlier } from '../core/duplicates/say-duplicate.ts'
import { actionOfEffect } from '../core/events/effect-id.ts'
import type { Journaled } from '../core/events/event.ts'
import { sayAside } from '../core/landing/say-aside.ts'
import type { EffectId } from '../core/model/ids.ts'
import { versionText } from '../core/model/program.ts'
import { EFFECT_TRIES } from '../core/policy/engine/policy-context.ts'
import type { State } from '../core/state/types/state.ts'
import { counted } from '../core/text/counted.ts'
import { plainText } from '../core/text/plain-text.ts'
import { sayRemarks } from '../core/views/proof-remarks.ts'
import { describeEvent } from '../ui/text/describe-event.ts'
import { clockText } from '../ui/text/moments.ts'
import { tellReturn } from '../ui/text/tell-return.ts'

/** The lines that tell a person about new events, each with a line feed. The text is empty if none of the events concerns a person. */
export function progressText(state: State, events: readonly Journaled[]): string {
  return events
    .flatMap(event => progressLine(event, state) ?? [])
    .map(line => `${line}\n`)
    .join('')
}

/** One line for a person who watches a launch. It is null if the event is only shown by `czar log`. */
function progressLine(event: Journaled, state: State): string | null {
  const what = sayEvent(event, state)
  if (what === null) return null
  const who = 'worker' in event && event.worker !== null ? event.worker : 'czar'
  return `${clockText(event.at)}  ${who.padEnd(12)} ${plainText(what, 300)}`
}

// Long: the function is a table with one line for each kind of event.
function sayEvent(event: Journaled, state: State): string | null {
  switch (event.kind) {
    case 'worktree.ready':
      return `worktree ready on ${event.branch}`
    case 'agent.started':
      return event.incarnation === 1 ? 'agent started' : `agent started again (start ${event.incarnation})`
    case 'agent.dialog':
      if (event.asks === 'login') return `asks for a login: ${event.text}`
      return `${event.keys === null ? 'shows a screen that czar does not know' : 'start-up dialog'}: ${event.text}`
    case 'agent.logged_out':
      return `asks for a login: ${event.text}`
    case 'program.version':
      return event.version === event.measured ? null : versionText(event)
    case 'program.hindered':
      return event.hindrances.length === 0 ? null : describeEvent(event)
    case 'agent.exited':
      return `agent ended: ${describeEvent(event)}`
    case 'assignment.created':
      return `given ${event.assignmentKind === 'bonus' ? 'bonus task' : 'task'} ${event.task}`
    case 'assignment.returned':
      return `task given back: ${event.reason}`
    case 'message.submitted':
      return `${messageKind(event.message, state)} delivered, receipt: ${event.receipt}`
    case 'message.undelivered':
      return `${messageKind(event.message, state)} not delivered: ${event.reason}`
    case 'report.received':
      return `reports ${describeEvent(event)}`
    case 'report.refused':
      return `report refused: ${event.reason}`
    case 'verification.started':
      return `claim is being checked at ${event.commit.slice(0, 8)}`
    case 'verification.finished':
      return sayVerdict(event)
    case 'duplicate.found':
      return `${event.task} does what ${sayEarlier(event.earlier)} does: ${sayDuplicate(event.facts)}`
    case 'duplicate.proved':
      return `PROVEN by ${sayEarlier(event.earlier)}, whose work does the same`
    case 'attempts.settled':
      return `${event.winner} WINS: ${event.reason}`
    case 'train.chained':
      return event.members.length === 0 ? null : `merged, to be tested: ${event.members.map(({ task }) => task).join(', ')}`
    case 'train.set_aside':
      return `set aside: ${event.task} ${sayAside(event)}`
    case 'train.advanced':
      return `TESTED together: ${event.branch} is at ${event.tip.slice(0, 8)}`
    case 'pull_request.opened':
      return `PULL REQUEST: ${describeEvent(event)}`
    case 'pull_request.preceded':
    case 'pull_request.changed':
    case 'pull_request.abandoned':
      return `pull request: ${describeEvent(event)}`
    case 'base_gates.checked':
      return event.findings.length === 0 ? null : `WARNING: ${describeEvent(event)}`
    case 'attention.raised':
      return `NEEDS A PERSON: ${event.text}`
    case 'effect.failed':
      if (isAlertTry(event.effect, state)) return null
      return `failed: ${event.effect}: ${event.reason.split('\n')[0] ?? ''}`
    case 'project.finished':
      return `over: ${counted(event.verified, 'task')} verified, ${event.failed} not`
    default:
      return tellReturn(event)
  }
}

/** Whether the failed action was sending an alert that czar will send again. People are told only when the last try has failed. */
function isAlertTry(effect: EffectId, { failures }: State): boolean {
  return actionOfEffect(effect) === 'alert' && (failures[effect]?.count ?? 0) < EFFECT_TRIES
}

function sayVerdict(event: Extract<Journaled, { kind: 'verification.finished' }>): string {
  const aside = sayRemarks(event)
  if (event.verdict === 'verified') return `VERIFIED at ${event.commit?.slice(0, 8) ?? '?'}${aside === '' ? '' : ` (${aside})`}`
  if (event.verdict === 'void') return `to be checked again: ${event.reasons.join(' ')}`
  return `${event.verdict === 'rejected' ? 'REJECTED' : 'could not be checked'}: ${event.reasons.join(' ')}`
}

/**
 * The kind of a message. The state does not keep delivered messages, so for such a message the kind comes from its assignment.
 */
function messageKind(message: string, state: State): string {
  const open = state.messages.find(candidate => candidate.id === message)
  if (open !== undefined) return open.kind
  return Object.values(state.assignments).some(assignment => assignment.brief === message) ? 'task' : `message ${message}`
}
