import type { AttemptsView, AttemptView } from '../../../core/summary/compare-attempts.ts'
import { counted } from '../../../core/text/counted.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { costText } from '../../../ui/text/cost-text.ts'
import { durationText } from '../../../ui/text/moments.ts'
import type { Colour, Paint } from '../paint.ts'
import { renderTable, type TextColumn } from '../table.ts'

/** The output of `czar compare --json`. */
export function attemptsJson(project: string, view: AttemptsView): string {
  return `${JSON.stringify({ version: 1, project, ...view })}\n`
}

/** Shows the attempts at one task side by side, why each won or lost, and the commands that show what each changed. */
export function renderAttempts(view: AttemptsView, style: { readonly width: number | null; readonly paint: Paint }): string {
  const { task, attempts, winner, reason, settle } = view
  const rule = settle === 'first' ? 'the first proven attempt wins' : 'the best proven attempt wins'
  const head = `${task}: ${counted(attempts.length, 'attempt')}, ${winner === null ? `not settled yet (${rule})` : `${winner} won`}\n`
  const shown = attempts.flatMap(({ diff }) => (diff === null ? [] : [diff]))
  const parts = [
    reason === null ? head : `${head}  ${plainText(reason, 500)}\n`,
    renderTable(COLUMNS, attempts, style),
    ...(shown.length === 0 ? [] : [shown.map(line => `${line}\n`).join('')]),
  ]
  return parts.join('\n')
}

const COLOURS = { won: 'green', lost: 'dim', open: 'plain' } satisfies Record<AttemptView['outcome'], Colour>

const COLUMNS: readonly TextColumn<AttemptView>[] = [
  { title: 'ATTEMPT', cell: ({ number }) => String(number), align: 'right' },
  { title: 'WORKER', cell: ({ task }) => plainText(task, 40) },
  { title: 'RESULT', cell: ({ outcome, state }) => (outcome === 'open' ? state : outcome), colour: ({ outcome }) => COLOURS[outcome] },
  { title: 'AGENT', cell: ({ agent }) => plainText(agent, 40) },
  { title: 'MODEL', cell: ({ model }) => plainText(model ?? '', 60), mayShrink: true },
  { title: 'GATES', cell: gatesText },
  { title: 'FILES', cell: ({ files }) => (files.length === 0 ? '' : String(files.length)), align: 'right' },
  { title: 'LINES', cell: ({ added, removed }) => (added === null ? '' : `+${added} -${removed}`), align: 'right' },
  { title: 'COST', cell: costText, align: 'right' },
  { title: 'TIME', cell: ({ ran_ms: ranMs }) => (ranMs === 0 ? '' : durationText(ranMs)), align: 'right' },
  { title: 'KEPT AS', cell: ({ ref }) => ref ?? '', mayShrink: true },
  { title: 'WHY', cell: ({ why }) => plainText(why, 500), mayShrink: true },
]

/** How many accept commands passed in the last check. */
function gatesText({ gates }: AttemptView): string {
  if (gates.length === 0) return ''
  const passed = gates.filter(({ outcome }) => outcome === 'passed' || outcome === 'flaky').length
  return `${passed} of ${gates.length} passed`
}
