import type { WorkDay, WorkTotals } from '../../../core/history/work-totals.ts'
import type { Metrics } from '../../history/read-metrics.ts'
import { dayText, groupName } from './metrics.ts'

const WIDTH = 720
const MARGIN = 24
const LABELS = 190
const ROW = 26
const BAR = 16
const COLUMNS_HEIGHT = 120
const MOST_ROWS = 12
const MOST_WEEKS = 26
const DAYS_OF_WEEK = 7

/** Draws `czar metrics` as an SVG picture: how often each agent's first claim was right, and how many tasks were proven in each week. */
export function drawMetrics({ by, days }: Metrics): string {
  const rows = by.model.filter(({ claimed }) => claimed > 0).slice(0, MOST_ROWS)
  const weeks = byWeek(days)
  const columnsTop = MARGIN + 30 + Math.max(1, rows.length) * ROW + 46
  const height = columnsTop + COLUMNS_HEIGHT + 22 + MARGIN
  const parts = [
    title('First claims that were right', MARGIN + 14),
    ...(rows.length === 0 ? [note(MARGIN + 44)] : rows.flatMap((row, index) => drawBar(row, MARGIN + 30 + index * ROW))),
    title('Tasks proven in a week', columnsTop - 16),
    ...(weeks.length === 0 ? [note(columnsTop + 14)] : drawColumns(weeks, columnsTop)),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`
}

function title(text: string, y: number): string {
  return `<text x="${MARGIN}" y="${y}" font-size="15" font-weight="600" fill="#1f2328">${text}</text>`
}

function note(y: number): string {
  return `<text x="${MARGIN}" y="${y}" fill="#59636e">nothing is on record</text>`
}

function drawBar(row: WorkTotals, top: number): readonly string[] {
  const share = row.rightFirst / row.claimed
  const full = WIDTH - 2 * MARGIN - LABELS - 110
  const left = MARGIN + LABELS
  const y = top + BAR - 3
  return [
    `<text x="${left - 10}" y="${y}" text-anchor="end" fill="#1f2328">${escapeXml(shorten(groupName(row)))}</text>`,
    `<rect x="${left}" y="${top}" width="${full}" height="${BAR}" fill="#eaeef2" rx="2"/>`,
    `<rect x="${left}" y="${top}" width="${round(full * share)}" height="${BAR}" fill="#1a7f37" rx="2"/>`,
    `<text x="${left + full + 10}" y="${y}" fill="#59636e">${Math.round(100 * share)} % of ${row.claimed}</text>`,
  ]
}

function drawColumns(weeks: readonly Week[], top: number): readonly string[] {
  const most = Math.max(1, ...weeks.map(({ proven }) => proven))
  const step = Math.min(60, (WIDTH - 2 * MARGIN) / weeks.length)
  const bottom = top + COLUMNS_HEIGHT
  const columns = weeks.flatMap(({ proven }, index) => {
    const height = round((COLUMNS_HEIGHT - 18) * (proven / most))
    const x = MARGIN + index * step
    const number = `<text x="${round(x + step * 0.4)}" y="${round(bottom - height - 4)}" text-anchor="middle" font-size="11" fill="#59636e">${proven}</text>`
    const column = `<rect x="${round(x)}" y="${round(bottom - height)}" width="${round(step * 0.8)}" height="${height}" fill="#0969da"/>`
    return proven === 0 ? [] : [column, number]
  })
  const [first, last] = [weeks[0], weeks.at(-1)]
  const dates = [
    `<text x="${MARGIN}" y="${bottom + 18}" fill="#59636e">week of ${dayText(first?.day ?? 0)}</text>`,
    ...(weeks.length < 5
      ? []
      : [
          `<text x="${round(MARGIN + weeks.length * step)}" y="${bottom + 18}" text-anchor="end" fill="#59636e">${dayText(last?.day ?? 0)}</text>`,
        ]),
  ]
  return [...columns, `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${bottom}" y2="${bottom}" stroke="#d1d9e0"/>`, ...dates]
}

interface Week {
  /** The first day of the week, counted since 1970. */
  readonly day: number
  readonly proven: number
}

/** Adds up the days by weeks that begin on Monday. Weeks without work are in the list too. 1970 began on a Thursday. */
function byWeek(days: readonly WorkDay[]): readonly Week[] {
  const sums = new Map<number, number>()
  for (const { day, proven } of days) {
    const monday = day - ((day + 3) % DAYS_OF_WEEK)
    sums.set(monday, (sums.get(monday) ?? 0) + proven)
  }
  if (sums.size === 0) return []
  const last = Math.max(...sums.keys())
  const first = Math.max(Math.min(...sums.keys()), last - (MOST_WEEKS - 1) * DAYS_OF_WEEK)
  const count = (last - first) / DAYS_OF_WEEK + 1
  return Array.from({ length: count }, (_, index) => {
    const day = first + index * DAYS_OF_WEEK
    return { day, proven: sums.get(day) ?? 0 }
  })
}

const LONGEST = 26

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
