import { sayBaseFinding } from '../../core/model/gates/base-gate.ts'
import { gaveUpText, launchLine } from '../../core/model/gave-up.ts'
import { HEALTH_LOOKS, type HealthTone } from '../../core/model/health.ts'
import { versionText } from '../../core/model/program.ts'
import { starvesText } from '../../core/model/starved.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { tokensText } from '../../core/text/spent-text.ts'
import { sayBothLand } from '../../core/views/duplicates.ts'
import { depthIn, inFamilies } from '../../core/views/family.ts'
import { sayEdit } from '../../core/views/file-edit.ts'
import { hintText } from '../../core/views/hint-text.ts'
import { sayStages } from '../../core/views/say-stages.ts'
import type { StatusView, TaskView, WorkerView } from '../../core/views/status.ts'
import { countTasks, restText, verifiedText } from '../../core/views/task-counts.ts'
import { costText } from '../../ui/text/cost-text.ts'
import { estimateText } from '../../ui/text/estimate-text.ts'
import { durationText } from '../../ui/text/moments.ts'
import { pullRequestText } from '../../ui/text/pull-request-text.ts'
import { fitTo } from '../../ui/text/width.ts'
import type { FleetLook } from '../client/look-at-fleet.ts'
import { continueLine } from '../client/stopped-czar.ts'
import type { Colour, Paint } from './paint.ts'
import { renderReviews } from './reviews.ts'
import { renderTable, type TextColumn } from './table.ts'
import { renderHeld, renderLandsLater } from './train.ts'

export interface FleetStyle {
  readonly now: number
  /** Columns of the terminal. If it is null, the table is as wide as its texts need. */
  readonly width: number | null
  readonly paint: Paint
  /** Adds the project's name to a suggested command, if the command would otherwise act on another project. */
  readonly sayHint?: (hint: string) => string
}

type Row = readonly [id: string, worker: WorkerView]

/** The output of `czar status --json`: the status, and whether a czar runs now. */
export function fleetJson({ view, czar, gaveUp, starved }: FleetLook): string {
  const abandoned = gaveUp === null ? null : { at: new Date(gaveUp.at).toISOString(), text: gaveUpText(gaveUp), file: gaveUp.file }
  return `${JSON.stringify({ ...view, alive: czar === 'alive', abandoned, starved })}\n`
}

/** The fleet for a person: one line for the czar, a row for each worker, the bonus tasks, and the items that need a person. */
export function renderFleet(look: FleetLook, style: FleetStyle): string {
  const { view } = look
  const workers = inFamilies(Object.entries(view.workers))
  const parts = [headline(look, style)]
  if (look.czar === 'absent' && !isOver(view)) parts[0] += renderGone(look, style)
  if (look.stoppedPid != null) parts[0] += renderStopped(look.stoppedPid, style)
  parts[0] += renderEstimate(look, style)
  if (look.starved !== null) parts[0] += `${style.paint('red', starvesText(look.starved))}\n`
  if (view.file_edit !== null && look.czar === 'alive') parts[0] += renderEdit(view.file_edit, style)
  if (workers.length > 0) parts.push(renderTable(workerColumns(style, view), workers, style))
  if (view.stages !== undefined && view.stages.length > 0) parts.push(renderStages(view.stages))
  const waiting = view.queue.filter(task => task.state === 'waiting')
  if (waiting.length > 0) parts.push(renderQueue(waiting, style))
  if (view.reviews.length > 0) parts.push(renderReviews(view, style))
  const { paint, sayHint = hint => hint } = style
  parts.push(...[renderLandsLater(view, { sayHint }), renderHeld(view, { paint, sayHint })].filter(text => text !== ''))
  if (view.duplicates.some(({ both_land }) => both_land)) parts.push(renderTwice(view, style))
  if (view.attention.length > 0) parts.push(renderAttention(view, style))
  if (view.base_gates !== null && view.base_gates.findings.length > 0) parts.push(renderBaseFindings(view.base_gates, style))
  if (view.alerts.length > 0) parts.push(renderAlerts(view, style))
  if (view.programs.length > 0) parts.push(renderPrograms(view, style))
  return parts.join('\n')
}

function headline({ view, czar }: FleetLook, { now, width, paint }: FleetStyle): string {
  const age = durationText(now - Date.parse(view.czar.heartbeat_at))
  const counts = countTasks(view.tasks)
  const rest = restText(counts, isOver(view))
  const state = {
    alive: paint('green', view.czar.state),
    absent: isOver(view) ? view.czar.state : paint('red', `no czar is running (last heartbeat ${age} ago)`),
    silent: paint('red', `the czar does not answer (pid ${view.czar.pid}, last heartbeat ${age} ago)`),
  }[czar]
  const line = `${plainText(view.project, 60)}: ${state}, ${verifiedText(counts)}${rest === '' ? '' : `, ${rest}`}${spentText(view)}`
  return `${width === null || line.includes('\x1b') ? line : fitTo(line, width)}\n`
}

/** The stage at which each task with stages is, such as `api: spec 1/3`. */
function renderStages(stages: NonNullable<StatusView['stages']>): string {
  const lines = stages.map(stage => `  ${plainText(sayStages(stage), 200)}\n`)
  return `stages\n${lines.join('')}`
}

function renderEstimate({ view, czar }: FleetLook, { now, width, paint }: FleetStyle): string {
  const text = czar === 'alive' ? estimateText(view, now) : ''
  if (text === '') return ''
  const line = `expected to be ${text}, from ${counted(view.estimate?.based_on ?? 0, 'finished task')}`
  return `${paint('dim', width === null ? line : fitTo(line, width))}\n`
}

function renderStopped(pid: number, { paint }: FleetStyle): string {
  const text = `NEEDS A PERSON: the czar was stopped by a signal (pid ${pid}); its agents go on without supervision`
  return `${paint('red', text)}\n  next: ${continueLine(pid)}\n`
}

function renderGone({ view, gaveUp, shorter }: FleetLook, { paint }: FleetStyle): string {
  if (shorter != null) {
    const lines = [`NEEDS A PERSON: ${shorter.message}`, ...shorter.details.map(detail => `  ${detail}`)].map(line => plainText(line, 500))
    return `${lines.map(line => `${paint('red', line)}\n`).join('')}  next: ${shorter.hint}\n`
  }
  const file = gaveUp?.file ?? view.file
  const next = `  next: ${launchLine({ file: file || 'FILE' })}   # goes on where it was\n`
  return gaveUp === null ? next : `${paint('red', `NEEDS A PERSON: ${gaveUpText(gaveUp)}`)}\n${next}`
}

function spentText({ usage }: StatusView): string {
  const cost = costText(usage)
  return `${usage.tokens === null ? '' : `, ${tokensText(usage.tokens)} tokens`}${cost === '' ? '' : `, ${cost}`}`
}

function renderEdit(edit: NonNullable<StatusView['file_edit']>, { paint, sayHint = hint => hint }: FleetStyle): string {
  const next = edit.problem === null ? 'czar reload' : 'czar reload --dry-run'
  return `${paint('yellow', sayEdit(edit))}\n  next: ${sayHint(next)}\n`
}

function isOver({ czar }: StatusView): boolean {
  return ['finished', 'stopped'].includes(czar.state)
}

const COLOURS = {
  good: 'green',
  busy: 'cyan',
  warn: 'yellow',
  bad: 'red',
  faint: 'dim',
} satisfies Record<HealthTone, Colour>

/** The mark before the name of a worker that another worker added. */
function branchOf(depth: number): string {
  return depth === 0 ? '' : `${'  '.repeat(depth - 1)}└ `
}

function workerColumns({ now }: FleetStyle, { workers }: StatusView): readonly TextColumn<Row>[] {
  return [
    { title: 'WORKER', cell: ([id]) => `${branchOf(depthIn(workers, id))}${plainText(id, 40)}` },
    { title: 'HEALTH', cell: ([, worker]) => worker.health, colour: ([, worker]) => COLOURS[HEALTH_LOOKS[worker.health].tone] },
    { title: 'FOR', cell: ([, worker]) => durationText(now - Date.parse(worker.since)), align: 'right' },
    { title: 'TASK', cell: ([, worker]) => plainText(taskText(worker), 60), mayShrink: true },
    { title: 'STATE', cell: ([, worker]) => worker.assignment?.state ?? '' },
    { title: 'STEPS', cell: ([, worker]) => stepsText(worker), align: 'right' },
    { title: 'AHEAD', cell: ([, worker]) => (worker.ahead === 0 ? '' : String(worker.ahead)), align: 'right' },
    { title: 'CONTEXT', cell: ([, { usage }]) => (usage.context === null ? '' : `${Math.round(usage.context * 100)} %`), align: 'right' },
    { title: 'TOKENS', cell: ([, { usage }]) => (usage.tokens === null ? '' : tokensText(usage.tokens)), align: 'right' },
    { title: 'TURNS', cell: ([, { usage }]) => (usage.turns === 0 ? '' : String(usage.turns)), align: 'right' },
    { title: 'COST', cell: ([, { usage }]) => costText(usage), align: 'right' },
    { title: 'PR', cell: ([, worker]) => pullRequestText(worker), align: 'right' },
    { title: 'BRANCH', cell: ([, worker]) => plainText(worker.branch, 200), mayShrink: true },
    { title: 'NOW', cell: ([, worker]) => nowText(worker), mayShrink: true },
  ]
}

/** The worker's open task. Several workers may try the same task, so the number of the attempt says which of them this is. */
function taskText({ assignment, attempt }: WorkerView): string {
  return attempt === undefined ? (assignment?.stage ?? assignment?.task ?? '') : `attempt ${attempt.number} of ${attempt.task}`
}

function stepsText({ progress }: WorkerView): string {
  if (progress?.done == null) return ''
  return progress.total === null ? String(progress.done) : `${progress.done}/${progress.total}`
}

/** The most important line about a worker: an open attention item, or else what the worker waits for, or else the reason for its health. */
function nowText(worker: WorkerView): string {
  const { attention, waiting_for: waitingFor, progress, reason, health, paused } = worker
  const isAtWork = health === 'working' && progress !== null && progress.now !== ''
  const says = attention !== null ? `! ${attention}` : waitingFor.length > 0 ? `waits for ${waitingFor.join(', ')}` : null
  const now = says ?? (isAtWork ? progress.now : null)
  // The reason of a paused worker already begins by saying that it is paused.
  return plainText(now === null ? reason : `${paused ? 'paused; ' : ''}${now}`, 300)
}

/** Warns about two tasks with the same work. Both tasks would be merged, and no test would notice. */
function renderTwice({ duplicates }: StatusView, { paint }: FleetStyle): string {
  const twice = duplicates.filter(({ both_land }) => both_land)
  return twice.map(found => `${paint('yellow', `duplicate: ${plainText(sayBothLand(found), 700)}`)}\n`).join('')
}

function renderQueue(waiting: readonly TaskView[], style: FleetStyle): string {
  const columns: readonly TextColumn<TaskView>[] = [
    { title: 'QUEUED', cell: task => plainText(task.id, 40) },
    ...(waiting.some(isReserved) ? [{ title: 'FOR', cell: (task: TaskView) => plainText(task.reserved_for ?? '', 40) }] : []),
    { title: 'AFTER', cell: task => plainText(task.after.join(', '), 300), mayShrink: true },
  ]
  return renderTable(columns, waiting, style)
}

function isReserved(task: TaskView): boolean {
  return task.reserved_for !== null
}

/** Lists the items that need a person. No line is cut, because an item's text may contain a command. */
function renderAttention({ attention }: StatusView, { paint, sayHint = hint => hint }: FleetStyle): string {
  const lines = attention.flatMap(item => {
    const text = hintText(`  ${item.worker === null ? '' : `${item.worker}: `}${item.text}`)
    return [text, ...(item.hint === null ? [] : [`    next: ${hintText(sayHint(item.hint))}`])]
  })
  return `${paint('red', 'NEEDS A PERSON')}\n${lines.join('\n')}\n`
}

/** Says which accept commands prove nothing. No line is cut, because a line says how to correct the project file. */
function renderBaseFindings({ findings }: NonNullable<StatusView['base_gates']>, { paint }: FleetStyle): string {
  const lines = findings.map(finding => plainText(`  ${finding.level}: ${sayBaseFinding(finding)}`, 1_500))
  return `${paint('yellow', 'ACCEPT COMMANDS, TRIED ON BASE')}\n${lines.map(line => `${line}\n`).join('')}`
}

/** Names the alert channels that fail, because a person who relies on alerts would otherwise not know. */
function renderAlerts({ alerts }: StatusView, { paint, width }: FleetStyle): string {
  const lines = alerts.map(({ name, problem }) => plainText(`  ${name}: ${problem}`, 500))
  return `${paint('yellow', 'ALERT CHANNELS THAT FAIL')}\n${lines.map(line => `${width === null ? line : fitTo(line, width)}\n`).join('')}`
}

/**
 * Names the agent programs whose version czar was not tested with. It needs no action, but explains why a program may differ from
 * docs/agents.md.
 */
function renderPrograms({ programs }: StatusView, { paint, width }: FleetStyle): string {
  const lines = programs.map(program => plainText(`  ${versionText(program)}`, 1_000))
  return lines.map(line => `${paint('dim', width === null ? line : fitTo(line, width))}\n`).join('')
}
