import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StatusView } from '../../../src/core/views/status.ts'
import { header } from '../../../src/ui/dashboard/header.ts'
import { footer } from '../../../src/ui/dashboard/lines/footer.ts'
import { type Line, lineWidth } from '../../../src/ui/dashboard/lines/line.ts'
import { attentionPanel } from '../../../src/ui/dashboard/panels/attention-panel.ts'
import { detailPanel } from '../../../src/ui/dashboard/panels/detail-panel.ts'
import { queuePanel } from '../../../src/ui/dashboard/panels/queue-panel.ts'
import { workerTable } from '../../../src/ui/dashboard/table/worker-table.ts'
import { aTaskView, aView, aWorkerView } from '../../support/builders/a-view.ts'
import { aModel } from '../support/a-model.ts'
import { showDashboard } from '../support/show-dashboard.ts'

const pieces = fc.constantFrom(
  '\x1b[2J',
  '\x1b[H',
  '\x1b]0;owned\x07',
  '\x1b]52;c;b3duZWQ=\x07',
  '\x1b[31m',
  '\x1bP1$r\x1b\\',
  '\x9b2J',
  '\x9d0;owned\x9c',
  '\r',
  '\n',
  '\b\b\b',
  '\x07',
  '\x00',
  '\u202e',
  '\u200b',
  '\x1b[?1049l',
  '\x1b[6n',
  '\x1bc',
  'word ',
  '漢字',
  '👨‍👩‍👧',
  'é',
  '\ud800',
)
const hostile = fc.array(pieces, { minLength: 1, maxLength: 12 }).map(parts => parts.join(''))

function hostileView(text: string): StatusView {
  return aView({
    repo: text,
    workers: {
      api: aWorkerView({
        reason: text,
        attention: text,
        branch: text,
        files: [text],
        progress: { done: 1, total: 2, now: text },
        assignment: { id: 'a', task: 'api', kind: 'primary', state: 'acknowledged', acknowledged: text, attempts: 0 },
        last_commit: { sha: 'abc', subject: text, at: '2026-11-20T22:27:00.000Z' },
      }),
    },
    tasks: [aTaskView('api')],
    attention: [{ key: 'k', worker: 'api', text, hint: text, since: '2026-11-20T22:27:00.000Z' }],
  })
}

describe('text from panes, commits and reports', () => {
  test('puts no control character into a row, and makes no row wider', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 20, max: 200 }), (text, columns) => {
        const size = { columns, rows: 30 }
        const model = {
          ...aModel({}),
          view: hostileView(text),
          selected: 'api',
          size,
          screen: { worker: 'api', columns: 200, rows: 50, lines: [text, text] },
        }
        const worker = model.view.workers['api'] as StatusView['workers'][string]
        const rows: readonly Line[] = [
          ...header(model),
          ...workerTable(model, size).map(row => row.line),
          ...attentionPanel(model, size),
          ...queuePanel(model, size),
          ...detailPanel(model, ['api', worker], size),
          footer({ ...model, notice: { text: 'ok', isTrouble: false } }),
        ]
        for (const row of rows) {
          expect(row.map(part => part.text).join('')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
        }
        for (const row of [...header(model), ...workerTable(model, size).map(({ line }) => line)])
          expect(lineWidth(row)).toBeLessThanOrEqual(columns)
      }),
      { numRuns: 120 },
    )
  })

  test('neither moves the cursor, sets the title, rings the bell, nor colours the frame of a real screen', async () => {
    const calm = { columns: 100, rows: 30 }
    const { screen, czar, untilShows } = await showDashboard(hostileView('calm'), calm)
    const told: string[] = []
    screen.terminal.onTitleChange(title => told.push(title))
    screen.terminal.onBell(() => told.push('bell'))
    screen.terminal.onData(data => told.push(data))
    for (const text of fc.sample(hostile, 40)) {
      czar.show(hostileView(`${text} end`))
      await untilShows('czar gateway')
      expect((await screen.rows()).at(-1)).toContain('enter detail')
    }
    expect(told).toEqual([])
    expect(screen.terminal.buffer.active.type).toBe('alternate')
  })
})
