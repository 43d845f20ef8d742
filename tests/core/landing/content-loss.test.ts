import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentLoss, lossAbove } from '../../../src/core/landing/content-loss.ts'
import type { FileVersions } from '../../../src/core/ports/landing-port.ts'

const lines = (...all: readonly string[]) => all.map(line => `${line}\n`).join('')
const file = (base: string | null, tip: string | null, result: string | null, path = 'a.ts'): FileVersions => ({
  path,
  base,
  tip,
  own: null,
  result,
})
const mended = (base: string | null, tip: string | null, own: string, result: string): FileVersions => ({
  ...file(base, tip, result),
  own,
})
const lost = (...files: readonly FileVersions[]) => contentLoss(files).lost.map(({ path, line }) => `${path}: ${line}`)

const BASE = lines('first()', 'second()', 'third()')
const WITH_LEFT = lines('first()', 'left(work)', 'third()')

test.each([
  ['the other side is dropped', file(BASE, WITH_LEFT, lines('first()', 'right(work)', 'third()')), ['a.ts: left(work)']],
  ['the file is as it was before', file(BASE, WITH_LEFT, BASE), ['a.ts: left(work)', 'a.ts: second() (was removed, and is back)']],
  ['the file is gone', file(BASE, WITH_LEFT, null), ['a.ts: left(work)']],
  ['a new file is gone', file(null, lines('a new file'), null), ['a.ts: a new file']],
  [
    'the own side is taken, which looks alike',
    mended(BASE, WITH_LEFT, lines('first()', 'right(work)', 'third()'), lines('first()', 'right(work)', 'third()')),
    ['a.ts: left(work)'],
  ],
  ['a new line says something else', mended(BASE, WITH_LEFT, BASE, lines('first()', 'another', 'third()')), ['a.ts: left(work)']],
  ['a line that was there twice is there once', file('', lines('retry()', 'x(1)', 'retry()'), lines('retry()', 'x(1)')), ['a.ts: retry()']],
])('%s: the lost lines are named', (_what, versions, expected) => {
  expect(lost(versions)).toEqual(expected)
})

test.each([
  ['both lines are kept', file(BASE, WITH_LEFT, lines('first()', 'left(work)', 'right(work)', 'third()'))],
  ['both are in one line', file(BASE, WITH_LEFT, lines('first()', 'right(left(work))', 'third()'))],
  ['the line is indented, as it is in a block now', file(BASE, WITH_LEFT, lines('first()', 'if (x) {', '    left(work)', '}', 'third()'))],
  ['it has one more argument', file(BASE, lines('call(first, second, third, fourth)'), lines('call(first, second, third, fourth, fifth)'))],
  ['the merge gives it another value', mended(null, lines('name=old'), '', lines('name=new'))],
  ['brackets go', file(BASE, lines('first()', '{', '}', '})', 'second()', 'third()'), BASE)],
  ['what the member itself removes of base is its own work', file(BASE, BASE, lines('first()', 'third()'))],
])('%s: no line is lost', (_what, versions) => {
  expect(lost(versions)).toEqual([])
})

test('a line that moved to another file does not count as lost', () => {
  expect(lost(file(BASE, WITH_LEFT, BASE.replace('second()', 'import b')), file(null, null, lines('left(work)'), 'b.ts'))).toEqual([])
})

test.each([
  ['one of twenty is within ten percent', 0.1, Array.from({ length: 20 }, (_, at) => `line ${at}`), 19, 0],
  ['three of twenty are not', 0.1, Array.from({ length: 20 }, (_, at) => `line ${at}`), 17, 3],
  ['with no share at all one is too many', 0, ['line one', 'line two'], 1, 1],
  ['a file that is gone is always too many', 1, ['line one', 'line two'], null, 2],
])('a share of lines that a merge may lose is respected: %s', (_what, most, all, kept, expected) => {
  const result = kept === null ? null : lines(...all.slice(0, kept))
  expect(lossAbove(most, [file(null, lines(...all), result)])).toHaveLength(expected)
})

test('if two files have the same line and one loses it, the lost line is named, whichever file comes first', () => {
  const whole = file(null, lines('retry(twice)'), lines('retry(twice)'), 'a.ts')
  const gone = file(null, lines('retry(twice)', 'open()'), lines('open()'), 'b.ts')
  expect(lost(whole, gone)).toEqual(['b.ts: retry(twice)'])
  expect(lost(gone, whole)).toEqual(['b.ts: retry(twice)'])
})

test('lines of files that the merge does not change do not hide a loss', () => {
  const others = lines(...Array.from({ length: 100 }, (_, at) => `line ${at}`))
  const alone = file(null, others, others, 'others.ts')
  const dropped = file(BASE, WITH_LEFT, lines('first()', 'right(work)', 'third()'))
  expect(lossAbove(0.1, [alone, dropped])).toHaveLength(1)
  const changed = file(null, others, `${others}and one more\n`, 'others.ts')
  expect(lossAbove(0.1, [changed, dropped])).toEqual([])
})

test('a result with all lines of the tip never counts as a loss, in whatever order', () => {
  const text = fc.array(fc.constantFrom('one line', 'two lines', 'three lines', '}', 'four lines of it'), { maxLength: 8 })
  fc.assert(
    fc.property(text, text, text, (base, tip, more) => {
      const loss = contentLoss([file(lines(...base), lines(...tip), lines(...[...tip, ...more].reverse()))])
      expect(loss.lost.filter(({ line }) => !line.endsWith('is back)'))).toEqual([])
    }),
  )
})
