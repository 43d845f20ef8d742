import type { PullRequest } from '../../../core/events/pull-request.ts'
import { launchLine } from '../../../core/model/gave-up.ts'
import { own } from '../../../core/model/own.ts'
import type { Help, Summary, UnlandedTask, WorkerSummary } from '../../../core/summary/summary.ts'
import { sayBothLand } from '../../../core/views/duplicates.ts'
import { hintText } from '../../../core/views/hint-text.ts'
import { durationText, momentText } from '../../../ui/text/moments.ts'
import { code, type MarkdownColumn, markdownTable, prose } from './markdown.ts'
import { list, section, span } from './section.ts'

/** The open items that only a person can settle, each with the command to type. */
export function needsSection({ abandoned, attention, to_at: to }: Summary): string | null {
  if (abandoned === null && attention.open.length === 0) return null
  const items = attention.open.map(({ worker, text, hint, since_at: since }) => {
    const who = worker === null ? '' : `${code(worker)}: `
    return `${who}${prose(text, 600)} Open for ${durationText(to - since)}.${hint === null ? '' : `\n  next: ${code(hintText(hint), Number.POSITIVE_INFINITY)}`}`
  })
  return section('Needs you', list([...(abandoned === null ? [] : [sayAbandoned(abandoned)]), ...items]))
}

function sayAbandoned(abandoned: NonNullable<Summary['abandoned']>): string {
  return `Since ${momentText(abandoned.at)} ${abandoned.text}.\n  next: ${code(launchLine(abandoned), 5_000)}`
}

/** The proven tasks, and where their work is now. */
export function landedSection({ landed, tasks, twice }: Summary): string {
  if (landed.length === 0) return section('Verified', tasks.verified === 0 ? 'Nothing.' : 'Nothing in this time.')
  const table = markdownTable(
    [
      { title: 'Task', cell: task => `${code(task.task)}${task.kind === 'bonus' ? ' (bonus)' : ''}` },
      { title: 'Worker', cell: task => code(task.worker ?? '') },
      { title: 'Branch', cell: task => code(task.branch ?? '') },
      { title: 'Commit', cell: task => code(task.commit.slice(0, 8)) },
      { title: 'PR', cell: ({ pull_request: seen }) => (seen === null ? '' : linkText(seen)) },
      { title: 'Tries', cell: task => String(task.tries), align: 'right' },
      { title: 'Took', cell: task => span(task.took_ms ?? 0), align: 'right' },
      { title: 'In base', cell: task => (task.is_edited ? 'yes, edited' : task.is_merged ? 'yes' : '') },
      { title: 'Flaky', cell: task => (task.flaky === 0 ? '' : String(task.flaky)), align: 'right' },
      { title: 'In its words', cell: task => prose(task.said ?? task.subject ?? '', 72) },
    ],
    landed,
  )
  const flags = landed.filter(task => task.flags.length > 0).map(task => `${code(task.task)}: ${prose(task.flags.join('; '), 600)}`)
  const marks = [...flags, ...twice.map(found => prose(sayBothLand(found), 700))]
  return section('Verified', marks.length === 0 ? table : `${table.trimEnd()}\n\nTo be looked at:\n\n${list(marks)}`)
}

/** The link to a pull request. A pull request's address contains no characters that Markdown would interpret. */
export function linkText({ number, url }: PullRequest): string {
  return url === null ? `#${number}` : `[#${number}](${url})`
}

/** The tasks that are not proven or not merged, each with the reason. */
export function unlandedSection({ not_landed: tasks }: Summary): string | null {
  if (tasks.length === 0) return null
  return section('Not verified', list(tasks.map(sayUnlanded)))
}

function sayUnlanded({ task, kind, state, worker, branch, tries, why }: UnlandedTask): string {
  const holder = worker === null ? '' : ` of ${code(worker)} on ${code(branch ?? '?')}`
  const tried = tries === 0 ? '' : `, ${tries === 1 ? 'one try' : `${tries} tries`}`
  return `${code(task)}${kind === 'bonus' ? ' (bonus)' : ''}${holder}, ${state}${tried}: ${prose(why, 500)}`
}

/** The workers that needed help, and how often they needed it. */
export function helpSection({ workers }: Summary): string {
  const helped = workers.filter(({ help }) => HELP.some(({ of }) => of(help) > 0))
  if (helped.length === 0) return section('Who needed help', 'Nobody.')
  const columns: readonly MarkdownColumn<WorkerSummary>[] = [
    { title: 'Worker', cell: ({ worker }) => code(worker) },
    ...HELP.map(({ title, of }) => ({ title, cell: ({ help }: WorkerSummary) => numberText(of(help)), align: 'right' as const })),
  ]
  return section('Who needed help', markdownTable(columns, helped))
}

const HELP: readonly { readonly title: string; readonly of: (help: Help) => number }[] = [
  { title: 'Died', of: help => help.deaths },
  { title: 'Replaced', of: help => help.restarts },
  { title: 'Rejected', of: help => help.rejections },
  { title: 'Nudged', of: help => own(help.texts, 'nudge') ?? 0 },
  { title: 'Restated', of: help => own(help.texts, 'restate') ?? 0 },
  { title: 'Handed over', of: help => own(help.texts, 'handoff') ?? 0 },
  { title: 'Asked', of: help => help.questions },
  { title: 'Not delivered', of: help => help.undelivered },
  { title: 'Bad reports', of: help => help.refused_reports },
  { title: 'Needed a person', of: help => help.attention },
  { title: 'Acts of a person', of: help => Object.values(help.person).reduce((sum, count) => sum + count, 0) },
]

function numberText(value: number): string {
  return value === 0 ? '' : String(value)
}
