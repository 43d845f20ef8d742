import { expect, test } from 'vitest'
import { makePaint } from '../../../src/cli/output/paint.ts'
import { renderTable, type TextColumn } from '../../../src/cli/output/table.ts'
import { fitTo, widthOf } from '../../../src/ui/text/width.ts'

type Row = readonly [string, string, string]
const columns: readonly TextColumn<Row>[] = [
  { title: 'NAME', cell: row => row[0] },
  { title: 'COUNT', cell: row => row[1], align: 'right' },
  { title: 'TEXT', cell: row => row[2], mayShrink: true },
]
const plain = (_colour: string, text: string) => text

test('table columns are aligned by display width, not by code units', () => {
  const rows: Row[] = [
    ['漢字', '1', 'wide'],
    ['e\u0301te\u0301', '22', 'combining'],
    ['👩‍👩‍👧', '333', 'one family'],
  ]
  const lines = renderTable(columns, rows, { width: null, paint: plain }).trimEnd().split('\n')
  const starts = lines.map((line, index) => widthOf(line.slice(0, line.indexOf(['TEXT', ...rows.map(row => row[2])][index] ?? ''))))
  expect(new Set(starts).size).toBe(1)
})

test.each([30, 40, 61, 12, 5])('no line of a table is wider than a terminal of %i columns', width => {
  const rows: Row[] = [
    ['a-rather-long-name', '1234', '漢字'.repeat(30)],
    ['b', '5', 'x'.repeat(80)],
  ]
  const lines = renderTable(columns, rows, { width, paint: plain }).trimEnd().split('\n')
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
})

test('a table that is written into a pipe is not cut', () => {
  expect(renderTable(columns, [['a', '1', 'x'.repeat(500)]], { width: null, paint: plain })).toContain('x'.repeat(500))
})

test('a column without content is left out', () => {
  expect(renderTable(columns, [['a', '', 'x']], { width: null, paint: plain })).not.toContain('COUNT')
})

test('a text is cut between two characters and never inside one', () => {
  expect(fitTo('漢字漢字', 4)).toBe('漢…')
  expect(fitTo('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…')
  expect(fitTo('short', 5)).toBe('short')
})

test('colours are used only on a terminal, and not with NO_COLOR or a dumb terminal', () => {
  const output = (isTerminal: boolean) => ({ write: () => {}, isTerminal, size: () => null })
  expect(makePaint(output(true), {})('red', 'x')).toBe('\x1b[31mx\x1b[39m')
  expect(makePaint(output(false), {})('red', 'x')).toBe('x')
  expect(makePaint(output(true), { NO_COLOR: '1' })('red', 'x')).toBe('x')
  expect(makePaint(output(true), { TERM: 'dumb' })('red', 'x')).toBe('x')
})
