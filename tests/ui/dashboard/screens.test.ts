import { expect, test } from 'vitest'
import type { Journaled } from '../../../src/core/events/event.ts'
import { aView, aWorkerView } from '../../support/builders/a-view.ts'
import { until } from '../../support/until.ts'
import { aBusyView, NOW } from '../support/a-model.ts'
import { showDashboard } from '../support/show-dashboard.ts'

process.env['TZ'] = 'UTC'

const EVENTS = [
  { kind: 'report.received', worker: 'api', report: { number: 3, kind: 'progress', text: 'error mapping', plan: [], done: 3, total: 7 } },
  { kind: 'verification.finished', worker: 'models', verdict: 'verified', reasons: [], checks: [], assignment: 'models.1' },
  { kind: 'attention.raised', worker: 'web', key: 'dialog:web', text: 'a dialog that nobody knows is on the screen', hint: null },
].map((event, index) => ({ ...event, seq: index + 1, at: NOW - 60_000 * (3 - index) })) as unknown as readonly Journaled[]

test.each([
  [80, 24],
  [120, 40],
  [200, 50],
])("the dashboard's screen at %i columns and %i rows", async (columns, rows) => {
  const { screen, czar, untilShows } = await showDashboard(aBusyView(), { columns, rows })
  for (const event of EVENTS) czar.tell(event)
  await untilShows('NEEDS A PERSON')
  await expect(`${await screen.text()}\n`).toMatchFileSnapshot(`./screens/${columns}x${rows}.txt`)
})

test("the dashboard's view of one worker, with the end of its terminal", async () => {
  const { screen, czar, untilShows } = await showDashboard(aBusyView(), { columns: 100, rows: 30 })
  screen.press('\r')
  await untilShows('terminal of web')
  czar.draw({ worker: 'web', columns: 200, rows: 50, lines: ['Do you trust the files in this folder?', '', '> 1. Yes', '  2. No', '', ''] })
  await untilShows('2. No')
  await expect(`${await screen.text()}\n`).toMatchFileSnapshot('./screens/detail-100x30.txt')
})

test('the dashboard is never wider or higher than the terminal, from tiny to huge, and after a resize', async () => {
  const { screen, untilShows } = await showDashboard(aBusyView(), { columns: 300, rows: 80 })
  for (const [columns, rows] of [
    [20, 5],
    [80, 24],
    [40, 12],
    [300, 80],
    [1, 1],
    [100, 30],
  ] as const) {
    screen.resize(columns, rows)
    if (columns >= 40) await untilShows(/czar gateway/)
    expect(screen.terminal.buffer.active.baseY).toBe(0)
  }
  await until(async () => (await screen.rows()).at(-1)?.includes('quit'))
})

test('with two hundred workers, G selects and shows the last one, and g the first', async () => {
  const workers = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`w${index}`, aWorkerView()]))
  const { screen, untilShows } = await showDashboard(aView({ workers }), { columns: 80, rows: 24 })
  await untilShows('w0 ')
  screen.press('G')
  await untilShows('w199')
  screen.press('g')
  await untilShows('w0 ')
})

test('without colours no colour code is written, and words show the same facts', async () => {
  const { screen } = await showDashboard(aBusyView(), { columns: 120, rows: 30, isColourful: false })
  expect(await screen.text()).toMatch(/>! ?web +stuck/)
  for (let row = 0; row < 30; row++) {
    const line = screen.terminal.buffer.active.getLine(row)
    for (let column = 0; column < 120; column++) {
      const cell = line?.getCell(column)
      expect(cell?.isFgDefault() && cell.isBgDefault(), `colour at ${row}:${column}`).toBe(true)
    }
  }
})

test('the dashboard shows that the czar is gone, and shows it again when it is back', async () => {
  const { czar, untilShows } = await showDashboard(aBusyView(), { columns: 120, rows: 30 })
  czar.hangUp()
  await untilShows('does not answer')
  czar.comeBack()
  await untilShows('supervising')
})

const reason = 'the czar was killed or crashed 4 times within an hour and is not launched again'
const file = '/home/someone/projects/the gateway/configurations/of-the-night/gateway.czar.yaml'

test.each([
  [120, ['the czar was', "czar launch '/home/someone/projects/the gateway/configurations/of-the-night/gateway.czar.yaml'"]],
  [80, ['the czar was', 'czar launch \\', "'/home/someone/projects/the gateway/configurations/of-the-night/gateway.czar.'\\", 'yaml']],
  [
    60,
    [
      'the czar was',
      'not launched again',
      'czar launch \\',
      "'/home/someone/projects/the gateway/configurations/of-the'\\",
      '-night/gateway.czar.yaml',
    ],
  ],
])('for a czar that is not relaunched the dashboard shows the whole command that starts one, at %i columns', async (columns, starts) => {
  const { screen, czar, untilShows } = await showDashboard(aBusyView(), { columns, rows: 24 })
  czar.hangUp({ reason, next: ['czar', 'launch', file] })
  const rows = await until(screen.rows, ([top = '']) => top.startsWith('czar gateway  no czar, and none comes back by itself'))
  for (const [index, start] of starts.entries()) expect(rows[2 + index]?.slice(0, start.length)).toBe(start)
  expect(rows[2 + starts.length]).toMatch(/^ +WORKER/)
  expect(rows.at(-1)).toMatch(/help/)
  czar.comeBack()
  await untilShows('supervising')
})

test.each([
  [9, 'killed\nczar launch \\\\\n/work/the-gateway/gateway.cz\\\\\nar.yaml\n  WORKER'],
  [7, 'czar launch \\\\\n/work/the-gateway/gateway.cz\\\\\nar.yaml\n  WORKER'],
  [6, 'killed\nczar status says what to type\n  WORKER'],
  [4, '  WORKER'],
])('a command in the dashboard is shown whole or not at all: at 30 columns and %i rows', async (rows, below) => {
  const { screen, czar, untilShows } = await showDashboard(aBusyView(), { columns: 30, rows: 40 })
  screen.resize(30, rows)
  czar.hangUp({ reason: 'killed', next: ['czar', 'launch', '/work/the-gateway/gateway.czar.yaml'] })
  await untilShows(new RegExp(`^czar gateway  no czar, and n[^\n]*\n[^\n]* verified[^\n]*\n${below}`))
  expect(screen.terminal.buffer.active.baseY).toBe(0)
})

test('ages of less than a minute advance each second, also without events', async () => {
  const view = aView({ workers: { api: aWorkerView({ since: aView().updated_at }) } })
  const { czar, untilShows } = await showDashboard(view, { columns: 120, rows: 30 })
  await untilShows(/api +working +0s/)
  czar.pass(2_000)
  await untilShows(/api +working +2s/)
  czar.pass(58_000)
  await untilShows(/api +working +1m/)
})

test('a fleet that has ended is shown as such, and the dashboard stays open', async () => {
  const view = aBusyView()
  const { czar, untilShows } = await showDashboard(view, { columns: 120, rows: 30 })
  czar.show({ ...view, czar: { ...view.czar, state: 'finished' } })
  czar.hangUp()
  expect(await untilShows('czar gateway  finished')).toContain('models')
})

test('the answer to a command is shown in words until the next key', async () => {
  const answer = { ok: false as const, message: 'no agent runs for web', hint: 'czar restart web' }
  const { screen, untilShows } = await showDashboard(aBusyView(), { columns: 120, rows: 30, answer })
  screen.press('n')
  await untilShows('no agent runs for web: czar restart web')
  screen.press('j')
  await untilShows('enter detail')
})

test('fast typing arrives complete: the text, and the Enter after it', async () => {
  const { screen, czar, untilShows } = await showDashboard(aBusyView(), { columns: 120, rows: 30 })
  screen.press('tkeep it\r')
  await untilShows('done')
  expect(czar.performed).toEqual([{ verb: 'tell', worker: 'web', text: 'keep it' }])
})

test('the terminal is handed over for an attach, and redrawn completely afterwards', async () => {
  const { screen, czar, untilShows } = await showDashboard(aBusyView(), { columns: 120, rows: 30 })
  screen.press('A')
  await untilShows('czar gateway')
  expect(czar.attached).toEqual(['web read-only'])
  screen.press('j')
  await untilShows('enter detail')
})

test('q ends the dashboard and restores the terminal', async () => {
  const { screen, over } = await showDashboard(aBusyView(), { columns: 80, rows: 24 })
  screen.press('q')
  await over
  expect(screen.terminal.buffer.active.type).toBe('normal')
  expect((await screen.text()).trim()).toBe('')
})
