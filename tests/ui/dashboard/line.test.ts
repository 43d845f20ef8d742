import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cell, fitLine, line, lineWidth, segment, spread, wrap } from '../../../src/ui/dashboard/lines/line.ts'
import { widthOf } from '../../../src/ui/text/width.ts'

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', '🙂', 'é'), maxLength: 60 })

test('a cell is exactly as wide as requested', () => {
  fc.assert(fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, columns) => widthOf(cell(text, columns)) === columns))
})

test('a fitted line never takes more than its columns', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 6 }), fc.integer({ min: 1, max: 80 }), (parts, columns) => {
      return (
        lineWidth(
          fitLine(
            parts.map(text => segment(text)),
            columns,
          ),
        ) <= columns
      )
    }),
  )
})

test('a spread line is as wide as the screen, and its right side is not cut', () => {
  const row = spread(line('left '.repeat(30)), line('right'), 40)
  expect(lineWidth(row)).toBe(40)
  expect(row.at(-1)?.text).toBe('right')
})

test('text is wrapped at blanks, and the last row shows that there is more', () => {
  expect(wrap('one two three four', 9, 5)).toEqual(['one two', 'three', 'four'])
  expect(wrap('one two three four', 9, 2)).toEqual(['one two', 'three …'])
})

test('wrapped rows fit, whatever the text is', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 5 }), (text, columns, limit) => {
      const rows = wrap(text, columns, limit)
      return rows.length <= limit && rows.every(row => widthOf(row) <= columns)
    }),
  )
})
