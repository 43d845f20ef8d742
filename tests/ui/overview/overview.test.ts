import { expect, onTestFinished, test, vi } from 'vitest'
import type { HostRow, ProjectRow } from '../../../src/core/views/project-row.ts'
import type { OverviewEnd } from '../../../src/ui/overview/overview-model.ts'
import { createOverviewStore } from '../../../src/ui/overview/overview-store.ts'
import { runOverview } from '../../../src/ui/overview/run-overview.tsx'
import { until } from '../../support/until.ts'
import { aScreen } from '../support/a-screen.ts'

function aRow(project: string, over: Partial<ProjectRow> = {}): ProjectRow {
  const host = over.host ?? null
  return {
    ...{ id: host === null ? project : `${host}:${project}`, project, host, directory: '/state', socket: '/run/api' },
    ...{ alive: true, problem: null, needs: [], state: 'supervising', workers: 3 },
    counts: { wanted: 5, waiting: 1, assigned: 1, verified: 3, stale: 0, failed: 0, dropped: 0 },
    usage: { usd: 1.5, tokens: 10, turns: 3, is_partial: false },
    ...over,
  }
}

const ROWS: readonly ProjectRow[] = [
  aRow('gateway'),
  aRow('lost', { alive: false, state: 'gone', needs: ['no czar is running, and its fleet is not over'] }),
  aRow('old', {
    alive: false,
    state: 'silent',
    problem: 'the czar of old answered in words',
    needs: ['the czar of old answered in words'],
  }),
  aRow('over', { alive: false, state: 'finished' }),
  aRow('gateway', { host: 'build', needs: ['web asks: Which port?', 'another'] }),
]
const HOSTS: readonly HostRow[] = [
  { host: 'build', problem: null },
  { host: 'off', problem: 'off cannot be reached: Connection refused' },
]

interface ShowOptions {
  readonly rows?: readonly ProjectRow[]
  readonly hosts?: readonly HostRow[]
  readonly size?: readonly [columns: number, rows: number]
  readonly selected?: string
  readonly isColourful?: boolean
}

async function show({
  rows: first = ROWS,
  hosts = HOSTS,
  size: [columns, height] = [100, 16],
  selected,
  isColourful = true,
}: ShowOptions = {}) {
  const screen = aScreen(columns, height)
  const listeners = new Set<() => void>()
  let rows = first
  let alertedAt: number | null = null
  let end: OverviewEnd | null = null
  const keyboard = { stdin: screen.stdin, lend: <Result>(run: () => Promise<Result>) => run(), close: () => {} }
  const feed = {
    attend: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    rows: () => rows,
    hosts: () => hosts,
    alertedAt: () => alertedAt,
  }
  const over = runOverview(feed, { keyboard, stdout: screen.stdout, isColourful, selected: selected ?? null }).then(found => {
    end = found
  })
  onTestFinished(async () => {
    screen.press('\x03')
    await over
  })
  const untilShows = (text: string | RegExp) => until(screen.text, now => (typeof text === 'string' ? now.includes(text) : text.test(now)))
  await untilShows('PROJECT')
  const become = (next: readonly ProjectRow[]) => {
    rows = next
    for (const listener of listeners) listener()
  }
  const alert = () => {
    alertedAt = Date.now()
    for (const listener of listeners) listener()
  }
  return { screen, untilShows, alert, become, over, end: () => end, attended: () => listeners.size }
}

test('the list shows each project with its host, czar, needs, progress and cost, and the hosts that cannot be asked', async () => {
  const { untilShows } = await show()
  const text = await untilShows('off cannot be reached')
  expect(text.split('\n')[0]).toMatch(/^czar 5 projects {2}2 alive {2}4 need you +\$7\.50$/)
  expect(text).toMatch(/^>!lost +gone +1 +3\/5 +\$1\.50 no czar is running/m)
  expect(text).toMatch(/^ !gateway build +supervising +2 +3\/5 +\$1\.50 web asks: Which port\? *$/m)
  expect(text).toMatch(/^ {2}gateway +supervising +3\/5 /m)
  expect(text).toMatch(/^ {2}off cannot be reached: Connection refused$/m)
})

test('an alert lets the number of open items flash, and a key that is pressed meanwhile works', async () => {
  const list = await show({ isColourful: false })
  const flashes = async () => {
    await list.screen.text()
    const line = list.screen.terminal.buffer.active.getLine(0)
    const at = line?.translateToString().indexOf('4 need you') ?? -1
    return (line?.getCell(at)?.isBlink() ?? 0) !== 0
  }
  expect(await flashes()).toBe(false)
  list.alert()
  await until(flashes)
  list.screen.press('j')
  await list.untilShows(/^>!old/m)
  expect(await flashes()).toBe(true)
})

test('the number of open items stops flashing ten seconds after the alert', () => {
  vi.useFakeTimers({ now: 1_000 })
  onTestFinished(() => void vi.useRealTimers())
  const size = { columns: 80, rows: 24 }
  const store = createOverviewStore({ size, rows: [], hosts: [], selected: null, notice: null, isFlashing: false }, () => {})
  store.flashUntil(900)
  expect(store.model().isFlashing).toBe(false)
  store.flashUntil(11_000)
  vi.advanceTimersByTime(6_000)
  // After a second alert, the number flashes longer.
  store.flashUntil(17_000)
  vi.advanceTimersByTime(9_999)
  expect(store.model().isFlashing).toBe(true)
  vi.advanceTimersByTime(1)
  expect(store.model().isFlashing).toBe(false)
  store.close()
})

test('j, k, arrows, g and G move, Enter opens the selected project, and the feed is left', async () => {
  const list = await show()
  list.screen.press('jk')
  list.screen.press('\x1b[B')
  await list.untilShows(/^>!old/m)
  list.screen.press('Gg')
  list.screen.press('G')
  await list.untilShows(/^> over/m)
  list.screen.press('k')
  await list.untilShows(/^> gateway/m)
  list.screen.press('\r')
  await list.over
  expect(list.end()).toEqual({ kind: 'open', id: 'gateway' })
  expect(list.attended()).toBe(0)
})

test('Enter on a project of another host gives its id', async () => {
  const list = await show({ selected: 'build:gateway' })
  await list.untilShows(/^>!gateway build/m)
  list.screen.press('\r')
  await list.over
  expect(list.end()).toEqual({ kind: 'open', id: 'build:gateway' })
})

test('a project whose czar is of another version is not opened, and the reason is shown until the next key', async () => {
  const list = await show({ selected: 'old' })
  list.screen.press('\r')
  await list.untilShows('old: the czar of old answered in words')
  expect(list.end()).toBeNull()
  list.screen.press('\x1b')
  await list.untilShows('enter open')
  list.screen.press('q')
  await list.over
  expect(list.end()).toEqual({ kind: 'quit' })
})

test('a paste does nothing, and Ctrl-C quits', async () => {
  const list = await show()
  list.screen.press('\x1b[200~q\r\x1b[201~')
  list.screen.press('j')
  await list.untilShows(/^>!old/m)
  expect(list.end()).toBeNull()
  list.screen.press('\x03')
  await list.over
  expect(list.end()).toEqual({ kind: 'quit' })
})

test('the selection stays with its project when another one needs a person, and moves when the project is gone', async () => {
  const list = await show({ rows: [aRow('a'), aRow('b')], hosts: [] })
  list.screen.press('j')
  await list.untilShows(/^> b/m)
  list.become([aRow('a', { needs: ['x'] }), aRow('b'), aRow('c', { needs: ['y'] })])
  await list.untilShows(/^> b/m)
  await list.untilShows(/^ !c/m)
  list.become([aRow('c')])
  await list.untilShows(/^> c/m)
})

test.each([
  [20, 5],
  [40, 8],
  [80, 24],
  [200, 50],
])('the list is never wider or higher than a terminal of %i columns and %i rows, with odd texts in it', async (columns, rows) => {
  const odd = [
    aRow('a', { needs: ['漢字 🙂 \x1b[2J\x1b]0;title\x07 very long '.repeat(20)] }),
    ...Array.from({ length: 60 }, (_, index) =>
      aRow(`project_${index}`, { host: 'h'.repeat(60), usage: { usd: null, tokens: null, turns: 0, is_partial: true } }),
    ),
  ]
  const { screen } = await show({ rows: odd, size: [columns, rows], hosts: [{ host: 'x', problem: '\x1b[31mred\n'.repeat(30) }] })
  const lines = await screen.rows()
  expect(lines[0]).toMatch(/^czar 61 proje/)
  expect(lines.at(-1)).toMatch(/^enter open/)
  expect(screen.terminal.buffer.active.baseY).toBe(0)
})
