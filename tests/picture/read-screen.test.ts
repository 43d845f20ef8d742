import { expect, test } from 'vitest'
import { paletteColour } from '../../tools/picture/colours.ts'
import { readScreen } from '../../tools/picture/read-screen.ts'

const SIZE = { columns: 20, rows: 2 }

test('a screen is read as runs of one style, without blanks at the sides', async () => {
  const [first, second] = await readScreen('  \x1b[1;32mgood\x1b[0m  plain\n\x1b[2mdim', SIZE)
  expect(first?.map(({ column, text }) => [column, text.trim()])).toEqual([
    [2, 'good'],
    [6, 'plain'],
  ])
  expect(first?.[0]?.style).toEqual({ colour: paletteColour(2), background: null, isBold: true, isDim: false })
  expect(second?.[0]?.style).toMatchObject({ isBold: false, isDim: true })
})

test('inverse text has its colours swapped, and its blanks stay', async () => {
  const [[run] = []] = await readScreen('\x1b[7;31m hot \x1b[0m', SIZE)
  expect(run).toMatchObject({ column: 0, columns: 5, text: ' hot ' })
  expect(run?.style.background).toBe(paletteColour(1))
  expect(run?.style.colour).not.toBe(paletteColour(1))
})

test('a wide character has a run of its own, and the text after it starts at the right column', async () => {
  const [row] = await readScreen('a漢字b', { columns: 6, rows: 1 })
  expect(row?.map(({ column, columns, text }) => [column, columns, text])).toEqual([
    [0, 1, 'a'],
    [1, 2, '漢'],
    [3, 2, '字'],
    [5, 1, 'b'],
  ])
})

test('a line of one repeated character is one run', async () => {
  const [row] = await readScreen('── end', SIZE)
  expect(row?.map(({ column, text }) => [column, text.trimEnd()])).toEqual([
    [0, '──'],
    [2, ' end'],
  ])
})

test('colours beyond the first sixteen are those of the xterm palette', () => {
  expect([16, 196, 231, 232, 255].map(paletteColour)).toEqual(['#000000', '#ff0000', '#ffffff', '#080808', '#eeeeee'])
})
