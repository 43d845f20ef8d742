import type { WorkTotals } from '../../../core/history/work-totals.ts'
import { counted } from '../../../core/text/counted.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { costText } from '../../../ui/text/cost-text.ts'
import { durationText } from '../../../ui/text/moments.ts'
import { METRIC_GROUPS, type Metrics } from '../../history/read-metrics.ts'
import type { Paint } from '../paint.ts'
import { renderTable, type TextColumn } from '../table.ts'

interface MetricsStyle {
  readonly width: number | null
  readonly paint: Paint
}

/** The tables of `czar metrics`. A table by model, role or kind is shown only if it says more than the table of agents. */
export function renderMetrics({ all, by }: Metrics, style: MetricsStyle): string {
  if (all === null) return 'no such work is on record\n'
  const tables = METRIC_GROUPS.filter(group => group === 'agent' || by[group].length > (group === 'model' ? by.agent.length : 1)).map(
    group => renderTable(columnsFor(group.toUpperCase()), by[group], style),
  )
  return [headline(all), ...tables].join('\n')
}

function headline(all: WorkTotals): string {
  const cost = costOf(all)
  const parts = [
    `${all.proven} of ${counted(all.tasks, 'piece')} of work proven`,
    ...(all.claimed === 0 ? [] : [`${rightText(all)} of first claims right`]),
    `${dailyText(all)} a day`,
    ...(cost === '' ? [] : [`${cost} each`]),
  ]
  return `${parts.join(', ')}\n`
}

/** The output of `czar metrics --json`. A share is 0 to 1, or null if there is nothing to divide by. */
export function metricsJson({ all, by, days }: Metrics): string {
  const tables = Object.fromEntries(METRIC_GROUPS.map(group => [`by_${group}`, by[group].map(totalsJson)]))
  const perDay = days.map(({ day, proven, claimed, rightFirst }) => ({ day: dayText(day), proven, claimed, right_first: rightFirst }))
  return `${JSON.stringify({ version: 1, all: all === null ? null : totalsJson(all), ...tables, days: perDay })}\n`
}

function totalsJson(totals: WorkTotals) {
  const { group, days, tasks, proven, failed, claimed, unpriced } = totals
  const isPriced = unpriced < tasks
  return {
    ...group,
    ...{ days, tasks, proven, failed, claimed },
    right_first: totals.rightFirst,
    right_first_share: share(totals.rightFirst, claimed),
    proven_per_day: share(proven, days),
    work_ms_per_proven: share(totals.workedMs, proven),
    usd: isPriced ? totals.usd : null,
    usd_per_proven: isPriced ? share(totals.usd, proven) : null,
    is_usd_partial: unpriced > 0,
    tokens: totals.tokens,
  }
}

function columnsFor(title: string): readonly TextColumn<WorkTotals>[] {
  return [
    { title, cell: groupName, mayShrink: true },
    { title: 'TASKS', cell: ({ tasks }) => String(tasks), align: 'right' },
    { title: 'PROVEN', cell: ({ proven }) => String(proven), align: 'right' },
    { title: 'RIGHT AT FIRST', cell: rightText, align: 'right' },
    { title: 'A DAY', cell: dailyText, align: 'right' },
    { title: 'WORK EACH', cell: ({ workedMs, proven }) => (proven === 0 ? '' : durationText(workedMs / proven)), align: 'right' },
    { title: 'COST EACH', cell: costOf, align: 'right' },
  ]
}

const NONE = '–'

export function groupName({ group }: WorkTotals): string {
  const words = Object.values(group).filter(word => word !== '')
  return words.length === 0 ? NONE : plainText(words.join(' '), 60)
}

function rightText({ rightFirst, claimed }: WorkTotals): string {
  return claimed === 0 ? '' : `${Math.round((100 * rightFirst) / claimed)} % of ${claimed}`
}

function dailyText({ proven, days }: WorkTotals): string {
  return days === 0 ? '' : (proven / days).toFixed(1)
}

function costOf({ usd, unpriced, tasks, proven }: WorkTotals): string {
  const isKnown = proven > 0 && unpriced < tasks
  return costText({ usd: isKnown ? usd / proven : null, is_partial: unpriced > 0 })
}

const DAY_MS = 86_400_000

/** The date of a day that is counted since 1970, in UTC. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
