import type { Summary } from '../../../core/summary/summary.ts'
import { counted } from '../../../core/text/counted.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { sayHeld } from '../../../core/views/held-work.ts'
import { hintText } from '../../../core/views/hint-text.ts'
import { restText, verifiedText } from '../../../core/views/task-counts.ts'
import type { TrainView } from '../../../core/views/train.ts'
import { durationText, momentText } from '../../../ui/text/moments.ts'
import { code } from './markdown.ts'
import { baseGatesSection, costSection, czarSection, qualitySection } from './quality-sections.ts'
import { reviewSection } from './review-section.ts'
import { stageSection } from './stage-section.ts'
import { timeSection } from './time-section.ts'
import { timelineSection } from './timeline-section.ts'
import { helpSection, landedSection, linkText, needsSection, unlandedSection } from './work-sections.ts'

/** The summary as Markdown. It has a section for each subject, and the most important comes first. */
export function renderSummary(summary: Summary): string {
  const sections = [
    needsSection(summary),
    landedSection(summary),
    unlandedSection(summary),
    stageSection(summary),
    reviewSection(summary),
    helpSection(summary),
    timeSection(summary),
    costSection(summary),
    qualitySection(summary),
    baseGatesSection(summary),
    czarSection(summary),
    timelineSection(summary),
  ]
  return [headline(summary), ...sections.filter(section => section !== null)].join('\n')
}

/** The output of `czar summary --json`. */
export function summaryJson(summary: Summary): string {
  const isTime = (key: string, value: unknown) => typeof value === 'number' && (key === 'at' || key.endsWith('_at'))
  return `${JSON.stringify(summary, (key, value: unknown) => (isTime(key, value) ? new Date(value as number).toISOString() : value), 2)}\n`
}

/** Names the tested tree, and what moves base to it. Below it lists the work that is not in the tree, with reasons. */
function sayTrain(train: TrainView, base: string): readonly string[] {
  const names = (tasks: readonly { readonly task: string }[]) => tasks.map(({ task }) => `\`${plainText(task, 60)}\``).join(', ')
  const { branch, tip, tested, merged, aside, waiting = [], problem, lands_later: later } = train
  const has = `\`${branch}\` has ${counted(tested.length, 'task')} as one tested tree, at \`${tip?.slice(0, 8) ?? '?'}\`.`
  const waits = later === undefined ? '' : ` Czar lands it at the end of the run, and ${plainText(later, 500)}.`
  const how = sayHow(train)
  const now = later === undefined ? '' : ' now'
  const ready = `${has}${waits}${how === null ? '' : ` ${how} puts it on ${plainText(base, 100)}${now}.`}`
  const lines = [
    ...(tested.length === 0 || tip === null ? [] : [ready]),
    ...(merged.length === 0 ? [] : [`Merged, and not tested yet: ${names(merged)}.`]),
    ...aside.map(({ task, text }) => `Set aside: ${names([{ task }])} ${plainText(text, 500)}.`),
    ...waiting.map(({ task, hint, ...why }) => `Not merged: ${names([{ task }])} ${plainText(sayHeld(why), 500)}.${sayNext(hint)}`),
    ...(problem === null ? [] : [`The merging has stopped: ${plainText(problem, 500)}.`]),
  ]
  return lines.flatMap(line => ['', line])
}

function sayNext(hint: string | null | undefined): string {
  return hint == null ? '' : ` Next: ${code(hintText(hint), Number.POSITIVE_INFINITY)}`
}

/**
 * The pull request or the command by which base gets the tested tree. Returns null if there is none, or if the first line already names it.
 */
function sayHow(train: TrainView): string | null {
  const { request, command = 'czar land' } = train
  if (request !== undefined) return `${request.draft ? 'The draft' : 'Pull request'} ${linkText(request)}`
  return command === null || sayLanding(train).length > 0 ? null : `\`${plainText(command, 500)}\``
}

/**
 * Says what happened to the tested tree at the end of the run, and which command a person may still have to type. It comes first in the
 * summary.
 */
function sayLanding({ landing, tip }: TrainView): readonly string[] {
  if (landing === undefined || (landing.refused !== null && landing.tip !== tip)) return []
  const { base, refused, command } = landing
  const name = plainText(base, 100)
  if (refused === null) return [`The tested tree landed: ${name} is at \`${landing.tip.slice(0, 8)}\`.`, '']
  const left = command === null ? '' : ` Left to do: \`${plainText(command, 500)}\``
  return [`The tested tree is not on ${name}: ${plainText(refused, 500)}.${left}`, '']
}

const STATES = {
  new: 'not begun',
  supervising: 'still at work',
  stopping: 'being stopped',
  stopped: 'stopped',
  finished: 'finished',
} satisfies Record<Summary['state'], string>

function headline({ project, base, tasks, landed, train, from_at: from, to_at: to, state, abandoned, attention }: Summary): string {
  const wanted = tasks.total - tasks.dropped
  const needs = attention.open.length + (abandoned === null ? 0 : 1)
  const person = needs === 0 ? 'Nothing needs you.' : `**${counted(needs, 'matter')} ${needs === 1 ? 'needs' : 'need'} you.**`
  const rest = restText({ ...tasks, wanted }, state === 'finished' || state === 'stopped')
  const merged = landed.filter(task => task.is_merged).length
  return [
    `# ${plainText(project, 60)}: ${verifiedText({ verified: tasks.verified, wanted })}`,
    '',
    ...(train === null ? [] : sayLanding(train)),
    `From ${momentText(from)} to ${momentText(to)} (${durationText(to - from)}), ${abandoned === null ? STATES[state] : 'then left without a czar'}. ${person}`,
    ...(rest === '' ? [] : ['', `Besides: ${rest}.`]),
    ...(train === null ? [] : sayTrain(train, base)),
    ...(merged === 0 ? [] : ['', `${plainText(base, 100)} has the work of ${counted(merged, 'task')} already.`]),
    '',
  ].join('\n')
}
