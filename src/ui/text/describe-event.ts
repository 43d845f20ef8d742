import { askerText } from '../../core/events/asker.ts'
import type { Event, EventKind } from '../../core/events/event.ts'
import type { HeldBy } from '../../core/events/work-event.ts'
import { lowText } from '../../core/model/disk.ts'
import { sayBaseFinding } from '../../core/model/gates/base-gate.ts'
import { abandonedText } from '../../core/model/gave-up.ts'
import { versionText } from '../../core/model/program.ts'
import { starvedText } from '../../core/model/starved.ts'
import { countTokens, type UsageReading } from '../../core/model/usage.ts'
import { counted } from '../../core/text/counted.ts'
import { gapText } from '../../core/text/gap-text.ts'
import { keptText } from '../../core/text/kept-text.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { spentText } from '../../core/text/spent-text.ts'
import { sayEdit } from '../../core/views/file-edit.ts'
import { sayRemarks } from '../../core/views/proof-remarks.ts'
import { DUPLICATE_SAYINGS } from './describe-duplicate.ts'
import { describeForecast } from './describe-forecast.ts'
import { REQUEST_SAYINGS } from './describe-request.ts'
import { REVIEW_SAYINGS } from './describe-review.ts'
import { STAGE_SAYINGS } from './describe-stage.ts'
import { TRAIN_SAYINGS } from './describe-train.ts'

type Describe<Kind extends EventKind> = (event: Extract<Event, { kind: Kind }>) => string

/**
 * What `czar log` prints about an event beside its kind, in one line without control characters. It is empty for unknown kinds of events.
 */
export function describeEvent(event: Event): string {
  const describe = Object.hasOwn(SAYINGS, event.kind) ? (SAYINGS[event.kind] as Describe<EventKind>) : () => ''
  const by = 'by' in event && typeof event.by === 'object' && event.kind !== 'command.refused' ? `; by ${askerText(event.by)}` : ''
  return `${plainText(describe(event), 500)}${plainText(by, 200)}`
}

/** The worker that an event is about. It is null if the event is about no worker. */
export function workerOf(event: Event): string | null {
  return 'worker' in event ? event.worker : null
}

const SAYINGS: { readonly [Kind in EventKind]: Describe<Kind> } = {
  'czar.started': event => `pid ${event.pid} on ${event.host}, version ${event.version}, epoch ${event.epoch}`,
  'czar.abandoned': abandonedText,
  'czar.starved': starvedText,
  'czar.stopped': event => event.reason,
  'czar.let_go': event => event.reason,
  'journal.cut': event => `goes on after event ${event.has}, although ${event.says.join('; ')}`,
  'system.slept': event => gapText(event.forMs),
  'project.kept': keptText,
  'project.loaded': event => `${event.project.name} from ${event.project.file}: ${counted(event.project.workers.length, 'worker')}`,
  'project.edited': ({ edit }) => (edit === null ? 'the project file is again as it was loaded' : sayEdit(edit)),
  'project.finished': event => `${event.verified} verified, ${event.failed} not`,
  'disk.space': ({ low }) => (low === null ? 'the disks have free space again' : lowText(low)),
  'worktree.switched': ({ branch, startSha, kept }) =>
    `${branch} from ${short(startSha)}${kept === null ? '' : `; the uncommitted changes are saved as ${kept}`}`,
  'worktree.ready': event => `${event.branch} at ${short(event.startSha)} in ${event.path}`,
  'program.version': versionText,
  'program.hindered': ({ hindrances }) =>
    hindrances.length === 0 ? 'no setting hinders the program any more' : hindrances.map(({ says }) => says).join('; '),
  'agent.started': event =>
    `incarnation ${event.incarnation}, pane ${event.pane}, pid ${event.pid}${event.resumed === null ? '' : ', resumed'}`,
  'facts.known': ({ facts }) => `${counted(facts.length, 'fact')} of this repository`,
  'agent.ready': event => `${event.evidence} (${event.strength})`,
  'agent.dialog': event => `${event.keys === null ? (event.asks ?? 'unknown') : `known, keys ${event.keys.join(' ')}`}: ${event.text}`,
  'agent.dialog_answered': () => 'keys sent',
  'agent.turn': event =>
    `${event.turn}${event.waitingFor === null ? '' : ` for ${event.waitingFor}`} by ${event.evidence}${after(event.text)}`,
  'agent.session': event => event.agentSession,
  'agent.compacted': () => 'a summary took the place of its conversation',
  'agent.logged_out': event => `${event.text} by ${event.evidence}`,
  'agent.logged_in': event => `by ${event.evidence}`,
  'agent.usage': event => usageText(event),
  'agent.limited': event => `${event.account}, ${event.limit}${after(event.text)} by ${event.evidence}`,
  'agent.limit_gone': event => `${event.account}: the message about the limit is gone from the screen`,
  'account.probed': event => `${event.account}: this worker tries first`,
  'account.released': event => `${event.account}: ${event.reason}`,
  'account.admitted': event => `${event.account}: this worker goes on`,
  'budget.low': event => `${event.worker === null ? "the fleet's" : 'its'} budget is nearly used up: ${spentText(event)}`,
  'budget.exceeded': event => `${event.of === 'fleet' ? "the fleet's" : 'its'} budget is used up: ${spentText(event)}`,
  'budget.restored': () => 'the budget allows more now',
  'agent.novelty': () => 'something new on the screen',
  'agent.children': event =>
    event.busy === null
      ? 'it is unknown whether its child processes work'
      : event.busy
        ? 'its child processes work'
        : 'its child processes rest',
  'agent.trouble': event => event.text.replaceAll('\n', '; '),
  'agent.retrying': event =>
    event.text === null ? 'its program no longer repeats a request' : `its program repeats a request: ${event.text}`,
  'agent.exited': event =>
    `${event.how}${event.status === null ? '' : `, status ${event.status}`}${event.signal === null ? '' : `, ${event.signal}`}`,
  'agent.exit_read': ({ how, lastScreen }) => how ?? (lastScreen === '' ? 'nothing on its screen' : 'its last screen'),
  'agent.ended': event => event.reason,
  'attempts.settled': event => event.reason,
  'attempts.kept': keptAttempt,
  'worktree.lost': event => `${event.path} is gone: it is made again from its branch`,
  'git.observed': ({ activity }) =>
    `${activity.branch ?? 'detached'} at ${short(activity.head)}: ${counted(activity.commitsSinceStart, 'new commit')}, ${activity.dirty} uncommitted`,
  'git.looked': ({ branch, tip }) => (tip === null ? `${branch} is gone` : `${branch} is at ${short(tip)}`),
  'git.kept': event => `${short(event.head)}${event.ref === null ? ': other refs have it already' : ` by ${event.ref}`}`,
  'git.missing': event => event.reason,
  'git.refs': ({ base, kept = [] }) => `base at ${short(base)}${kept.length === 0 ? '' : `, ${counted(kept.length, 'lost commit')} kept`}`,
  'git.checkout': event => `${event.files.length} uncommitted in the user's own checkout`,
  ...REQUEST_SAYINGS,
  'git.fetched': event => event.problem ?? 'the czar can fetch from the remote again',
  'assignment.created': event => `${event.assignment}: ${event.assignmentKind} task ${event.task}${after(event.reason ?? null)}`,
  'assignment.failed': event => `${event.assignment}: ${event.reason}`,
  'assignment.presumed': event => `${event.assignment}: ${event.because}; its commits are checked without a claim`,
  'assignment.returned': event => `${event.assignment}: ${event.reason}`,
  'ladder.climbed': event => `${event.rung} for ${event.assignment}, because ${event.matter}${after(event.evidence.join('; '))}`,
  'handoff.received': ({ report: { handoff, text } }) => handoff?.next || handoff?.pending || text,
  'report.received': ({ report }) => `${report.kind}${progress(report)}${otherFact(report)}${after(report.text)}`,
  'report.refused': event => event.reason,
  'worker.added': ({ config }) => `on ${config.branch}${config.addedBy?.who === 'worker' ? `, for ${config.addedBy.parent}` : ''}`,
  'worker.removed': event => event.reason,
  'worker.handed_over': event => `to ${event.to ?? 'the fleet'}: ${event.reason}`,
  'wait.begun': event => `until ${event.tasks.join(', ')} are over`,
  'wait.ended': event => event.reason,
  'task.added': ({ bonus }) => `${bonus.id}${bonus.after.length === 0 ? '' : `, after ${bonus.after.join(', ')}`}`,
  'task.dropped': event => event.task,
  'task.renewed': event => `${event.task} begins again`,
  'task.failed': event => `${event.task}: ${event.reason}`,
  'task.unreserved': event => `${event.task} may go to any worker again: ${event.reason}`,
  'message.queued': event => `${event.message}: ${event.messageKind}`,
  'message.pasted': event => `${event.message}: ${counted(event.chars, 'character')}, sha256 ${event.sha256.slice(0, 12)}`,
  'message.submitted': event =>
    `${event.message}: receipt ${event.receipt} (${event.strength}), Enter sent ${counted(event.enters, 'time')}`,
  'message.undelivered': event => `${event.message}: ${event.reason}`,
  'message.held': event => `${event.message}: ${HOLDS[event.by]}${event.chars === null ? '' : `, ${counted(event.chars, 'character')}`}`,
  'message.freed': event => `${event.message}: the pane is free again`,
  'message.dropped': event => `${event.message}: ${event.reason}`,
  'worker.said': event => `to ${event.to}: ${event.text}`,
  'worker.read': event => `its letters up to s${event.letter}`,
  'verification.started': event => `${event.assignment} at ${short(event.commit)}`,
  'verification.voided': event => `${event.task}: ${event.reason}`,
  'verification.finished': event =>
    `${event.assignment} ${event.verdict}${after([...event.reasons, sayRemarks(event)].filter(Boolean).join('; '))}`,
  'base_gates.started': ({ base, command }) => `${command} on base ${short(base)}`,
  'base_gates.checked': ({ base, findings }) =>
    `accept commands on base ${short(base)}: ${findings.length === 0 ? 'nothing to mend' : findings.map(sayBaseFinding).join('; ')}`,
  'base_gates.refused': ({ base, reason }) => `accept commands on base ${short(base)}: ${reason}`,
  'check.started': event => `${event.command}${event.commit === null ? '' : ` at ${short(event.commit)}`}`,
  ...TRAIN_SAYINGS,
  ...REVIEW_SAYINGS,
  ...STAGE_SAYINGS,
  ...DUPLICATE_SAYINGS,
  'forecast.changed': describeForecast,
  'command.refused': event => `${event.verb}${event.target === null ? '' : ` ${event.target}`} by ${askerText(event.by)}: ${event.reason}`,
  'person.told': event => event.text,
  'person.answered': event => `in the pane: ${event.evidence}`,
  'person.permitted': event => `${event.isAllowed ? 'yes' : 'no'}${after(event.asked)}`,
  'person.verify': () => 'asked for a check',
  'person.stop': event => (event.worker === null ? 'the whole fleet' : 'this worker'),
  'person.restart': () => 'asked for a fresh start',
  'person.paused': () => 'the czar does not act on this worker',
  'person.resumed': () => 'the czar acts on this worker again',
  'person.nudged': () => 'asked how its task stands',
  'person.assigned': event => event.task,
  'attention.raised': event => event.text,
  'attention.settled': event => `${event.key}: ${event.reason}`,
  'alert.sent': event => `${event.alert}: ${event.matters.map(({ key }) => key).join(', ')} (${event.how})`,
  'alert.unheard': event => `${event.alert}: ${event.matters.map(({ key }) => key).join(', ')} reached no person: ${event.how}`,
  'health.changed': event => `${event.health}: ${event.reason}`,
  'effect.intended': event => `${event.action}: ${event.reason}`,
  'effect.done': event => event.effect,
  'effect.failed': event => `${event.effect}: ${event.reason}`,
}

const HOLDS = {
  typing: 'a person is typing',
  scrolling: 'a person is scrolling',
  draft: 'the composer contains a draft',
  paused: 'its worker is paused',
  screen: 'its screen shows no prompt',
  lines: 'its program takes each line as a text of its own (bracketed paste is off)',
} satisfies Record<HeldBy, string>

function usageText({ tokens, usd, context }: UsageReading): string {
  const share = context === null ? '' : `, context ${Math.round(context * 100)} %`
  return `${countTokens(tokens)} tokens, ${usd === null ? 'price not known' : `$${usd.toFixed(2)}`}${share}`
}

function short(sha: string): string {
  return sha.slice(0, 8)
}

function after(text: string | null): string {
  return text === null || text === '' ? '' : `: ${text}`
}

function otherFact({
  contradicts,
  confirms,
}: {
  readonly contradicts?: number | undefined
  readonly confirms?: number | undefined
}): string {
  if (confirms !== undefined) return `, f${confirms} is right`
  return contradicts === undefined ? '' : `, f${contradicts} is wrong`
}

function progress({ done, total }: { readonly done: number | null; readonly total: number | null }): string {
  return done === null ? '' : ` ${done}/${total ?? '?'}`
}

function keptAttempt({ worker, ref, problem }: Extract<Event, { kind: 'attempts.kept' }>): string {
  if (problem !== undefined) return `the work of ${worker} is kept by its branch alone: ${problem}`
  return ref === null ? `${worker} committed nothing` : `the work of ${worker} is kept by ${ref}`
}
