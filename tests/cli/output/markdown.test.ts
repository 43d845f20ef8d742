import fc from 'fast-check'
import { expect, test } from 'vitest'
import { code, markdownTable, prose } from '../../../src/cli/output/summary/markdown.ts'
import { codePoint } from '../../support/code-point.ts'

test.each([
  ['plain', '`plain`'],
  ['with `ticks`', '`` with `ticks` ``'],
  ['``', '``` `` ```'],
  ['<b>&amp; [a](b) *c* @you', '`<b>&amp; [a](b) *c* @you`'],
  ['two\nlines', '`two lines`'],
  ['\x1b]0;title\x07red\x1b[31m', '`red`'],
  ['   ', ''],
])('%j becomes the code span %j', (text, markdown) => {
  expect(code(text)).toBe(markdown)
})

test.each([
  'edge_cases verified at 1f2e3d4c',
  'claim of api rejected: There is no commit of yours on feat/api, or is there?',
  'für 漢字: 100 % (well, "almost") = 3 + 4 …',
])('%j is printed unchanged', text => {
  expect(prose(text)).toBe(text)
})

test.each([
  '_all_',
  'a*b*',
  '<b>',
  'see https://evil.example',
  'www.evil.example',
  '[x](y)',
  'a`b',
  '@you',
  '#12',
  'x\\',
  '&lt;',
  '$x$',
  '~~no~~',
  'a|b',
  '![i](u)',
])('%j is printed as code', text => {
  expect(prose(text)).toBe(code(text))
  expect(code(text)).toMatch(/^`/)
})

test('no text can end its code span, its line or its table cell', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: codePoint }), fc.string({ unit: fc.constantFrom('`', '|', '\\', '\n', '\x1b', ' ', 'a') })),
      text => {
        const span = code(text)
        expect(span).not.toMatch(/[\x00-\x1f\x7f-\x9f]/)
        if (span === '') return
        const fence = /^`+/.exec(span)?.[0] ?? ''
        const inner = span.slice(fence.length, -fence.length)
        expect(span.endsWith(fence) && !/^`|`$/.test(inner)).toBe(true)
        for (const [run] of inner.matchAll(/`+/g)) expect(run.length).toBeLessThan(fence.length)
        const table = markdownTable(
          [
            { title: 'A', cell: (row: string) => code(row) },
            { title: 'B', cell: () => 'x' },
          ],
          [text],
        )
        for (const line of table.trimEnd().split('\n')) expect(line.split('|')).toHaveLength(4)
      },
    ),
    { numRuns: 150 },
  )
})

test('a table is aligned by display width, and has no empty columns', () => {
  const rows = [
    { name: '漢字', count: 3 },
    { name: 'x', count: 10 },
  ]
  const table = markdownTable(
    [
      { title: 'Name', cell: row => row.name },
      { title: 'Never', cell: () => '' },
      { title: 'N', cell: row => String(row.count), align: 'right' },
    ],
    rows,
  )
  expect(table).toBe('| Name |   N |\n| ---- | --: |\n| 漢字 |   3 |\n| x    |  10 |\n')
})
