import { expect, test } from 'vitest'
import { keepEnds } from '../../../src/adapters/runs/kept-ends.ts'
import { runLines } from '../../../src/cli/output/run/run-lines.ts'

function linesOf(...chunks: readonly string[]): readonly string[] {
  const kept = keepEnds()
  for (const chunk of chunks) kept.add(Buffer.from(chunk))
  return runLines(kept.ends())
}

const numbered = (count: number, width = 0) => Array.from({ length: count }, (_, at) => `${at + 1}${'x'.repeat(width)}\n`).join('')

test('a short output of czar run is printed whole', () => {
  expect(linesOf('one\ntwo')).toEqual(['one', 'two'])
  expect(linesOf(numbered(80))).toHaveLength(80)
  expect(linesOf('')).toEqual([])
})

test.each([81, 1_000, 200_000])('of %i output lines czar run prints the first 15, the last 64, and how many it leaves out', count => {
  const lines = linesOf(numbered(count))
  expect(lines).toHaveLength(80)
  expect(lines.slice(0, 15)).toEqual(Array.from({ length: 15 }, (_, at) => String(at + 1)))
  expect(lines[15]).toBe(`… ${count - 79} lines left out …`)
  expect(lines.at(-1)).toBe(String(count))
})

test('long output lines are cut, and an endless line too', () => {
  expect(linesOf(numbered(3, 5_000)).map(line => line.length)).toEqual([300, 300, 300])
  const endless = linesOf(...Array.from({ length: 50 }, () => 'x'.repeat(20_000)))
  expect(endless.length).toBeLessThanOrEqual(80)
  expect(endless.every(line => line.length <= 300)).toBe(true)
})

test('output lines cannot control the terminal, and of a progress bar only the last state is printed', () => {
  expect(linesOf('\u001b[31mred\u001b[0m\u0007\n10%\r50%\r100%\r\n\u001b]0;title\u0007ok\n')).toEqual(['red', '100%', 'ok'])
})

test('a character whose bytes come in two pieces is printed as one character', () => {
  const bytes = Buffer.from('漢字\n')
  const kept = keepEnds()
  for (const byte of bytes) kept.add(Buffer.from([byte]))
  expect(runLines(kept.ends())).toEqual(['漢字'])
})
