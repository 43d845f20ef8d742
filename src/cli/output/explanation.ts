import type { AttachedPeople } from '../../adapters/tmux/people/attached-people.ts'
import { askerText } from '../../core/events/asker.ts'
import { type Evidence, readEvidence } from '../../core/model/evidence.ts'
import { versionText } from '../../core/model/program.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { remarksOf } from '../../core/views/proof-remarks.ts'
import { describeEvent } from '../../ui/text/describe-event.ts'
import { durationText, momentText } from '../../ui/text/moments.ts'
import { fitTo } from '../../ui/text/width.ts'
import type { Explanation } from '../client/explain-worker.ts'
import type { OpenMatters } from '../client/open-matters.ts'
import type { CliIo } from '../io.ts'
import { makeEventLine } from './event-line.ts'
import { makePaint } from './paint.ts'
import { sayReviewState } from './reviews.ts'

/** The output of `czar why --json`. */
export function explanationJson(
  { worker, change, reason, events, decisions, before, check, asked }: Explanation,
  open: OpenMatters,
): string {
  const { health, matter = null, problem = null, evidence, advice = [], seq, at } = change
  const verdict = { health, matter, reason, problem, advice }
  const since = new Date(at).toISOString()
  return `${JSON.stringify({ version: 1, worker, ...verdict, since, seq, evidence, events, decisions, before, check, asked, ...open })}\n`
}

export interface ExplanationStyle {
  readonly io: CliIo
  readonly long: boolean
  readonly people: AttachedPeople
  readonly open: OpenMatters
}

/**
 * Explains a worker's health in one line. If a person is attached to the worker's terminal, a second line says so. `long` adds the
 * evidence, the czar's last steps and earlier events.
 */
export function renderExplanation(explanation: Explanation, { io, long, people, open }: ExplanationStyle): string {
  const { worker, change, reason, events, decisions, before } = explanation
  const columns = io.stdout.size()?.columns ?? null
  const elapsed = durationText(io.now() - change.at)
  const first = `${plainText(worker, 40)} is ${change.health} for ${elapsed}: ${plainText(reason, 1_000)}`
  const family = open.family.map(text => plainText(text, 1_000))
  const attached = [
    ...family,
    ...sayOpen(open),
    ...sayStage(open),
    ...sayReviews(open),
    ...sayAsked(explanation),
    ...sayCheck(explanation),
    ...sayAttached(people),
  ]
  if (!long) return [columns === null ? first : fitTo(first, Math.max(columns, 40)), ...attached, ''].join('\n')
  const title = (text: string) => makePaint(io.stdout, io.env)('bold', text)
  const evidence = change.evidence.map(written => sayEvidence(readEvidence(written)))
  const steps = decisions.map(event => `  #${event.seq}  ${describeEvent(event)}`)
  const advice = (change.advice ?? []).map(({ problem }) => `  ${plainText(problem, 1_000)}`)
  const line = makeEventLine(io)
  return [
    first,
    ...attached,
    ...(evidence.length > 0 ? ['', title('Evidence'), ...evidence] : []),
    ...(events.length > 0 ? ['', title('Events of the evidence'), ...events.map(event => line(event).trimEnd())] : []),
    ...(advice.length > 0 ? ['', title('Possible advice to the worker'), ...advice] : []),
    ...(steps.length > 0 ? ['', title('Last actions of the czar'), ...steps] : []),
    ...(before.length > 0 ? ['', title('Earlier events'), ...before.map(event => line(event).trimEnd())] : []),
    '',
  ].join('\n')
}

/** Shows the worker's open attention items with the next command, and its program's version if czar was not tested with that version. */
function sayOpen({ attention, program }: OpenMatters): readonly string[] {
  const matters = attention.flatMap(({ text, hint }) => [
    plainText(`needs a person: ${text}`, 1_000),
    ...(hint === null ? [] : [`  next: ${plainText(hint, 500)}`]),
  ])
  return [...matters, ...(program === null ? [] : [plainText(versionText(program), 1_000)])]
}

/** Says which stage the worker does, and at which stage the whole task is. */
function sayStage({ stage }: OpenMatters): readonly string[] {
  return stage === null ? [] : [plainText(`its stage is ${stage.own}; the task is at ${stage.now}`, 500)]
}

/** Shows the reviews of the worker's work. A reviewer's words appear in quotes. */
function sayReviews({ reviews }: OpenMatters): readonly string[] {
  return reviews.flatMap(review => [
    plainText(`review of ${review.task}: ${sayReviewState(review)}`, 1_000),
    ...review.findings.map(({ text }) => `  ${plainText(text, 1_000)}`),
  ])
}

/** Says more about the last check than its result: commands that failed only sometimes, and warnings. */
function sayCheck({ check }: Explanation): readonly string[] {
  return check === null ? [] : remarksOf(check).map(text => plainText(`its last check: ${text}`, 1_000))
}

function sayAsked({ asked }: Explanation): readonly string[] {
  return asked === null ? [] : [plainText(`last command: ${asked.kind} (#${asked.seq}), ${askerText(asked.by)}`, 1_000)]
}

function sayAttached({ writers, readers }: AttachedPeople): readonly string[] {
  const all = writers + readers
  if (all === 0) return []
  const reading = readers === 0 ? '' : readers === all ? ', read-only' : `, ${readers} of them read-only`
  return [`${all === 1 ? 'one person is' : `${all} people are`} attached to its terminal${reading}`]
}

/**
 * One piece of evidence, such as `  #12  2026-11-20 10:00:00  git: …`. Evidence that an earlier version of czar recorded is printed
 * unchanged.
 */
function sayEvidence({ signal, text, seq, at }: Evidence): string {
  const head = [...(seq === null ? [] : [`#${seq}`]), ...(at === null ? [] : [momentText(at)])].join('  ')
  const words = plainText(text, 2_000, { lines: true })
  return (head === '' ? words : `${head}  ${signal}: ${words}`).replace(/^/gm, '  ')
}
