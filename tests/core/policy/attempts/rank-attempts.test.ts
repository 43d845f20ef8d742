import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TaskId } from '../../../../src/core/model/ids.ts'
import { type RankedAttempt, rankAttempts, sayWorse } from '../../../../src/core/policy/attempts/rank-attempts.ts'

function anAttempt(number: number, over: Partial<RankedAttempt> = {}): RankedAttempt {
  return { task: `api-${number}` as TaskId, number, at: number, faults: 0, files: ['a.ts'], lines: 10, usd: 1, ...over }
}

const winnerOf = (...attempts: readonly RankedAttempt[]) => rankAttempts(attempts)[0]?.number

test.each<[string, Partial<RankedAttempt>, Partial<RankedAttempt>]>([
  ['fewer faults before everything else', { faults: 1, lines: 1, usd: 0 }, { files: ['a.ts', 'b.ts'], lines: 99, usd: 9 }],
  ['fewer files that another left unchanged', { files: ['a.ts', 'b.ts'], lines: 1 }, { lines: 99 }],
  ['fewer lines', { lines: 11, usd: 0 }, { lines: 10, usd: 9 }],
  ['a lower cost', { usd: 2 }, { usd: 1 }],
  ['a known cost before an unknown one', { usd: Infinity }, { usd: 100 }],
  ['a known size before an unknown one', { files: null, lines: Infinity }, { files: ['a.ts', 'b.ts'], lines: 900 }],
])('the better attempt has %s', (_, first, second) => {
  expect(winnerOf(anAttempt(1, first), anAttempt(2, second))).toBe(2)
})

test('if attempts are equally good, the one that was proven first wins, and then the one with the lower number', () => {
  expect(winnerOf(anAttempt(1, { at: 9 }), anAttempt(2, { at: 8 }))).toBe(2)
  expect(winnerOf(anAttempt(2, { at: 8 }), anAttempt(1, { at: 8 }))).toBe(1)
})

test('a file that all attempts change counts against none of them', () => {
  const [one, two] = [anAttempt(1, { files: ['a.ts', 'lock.ts'] }), anAttempt(2, { files: ['lock.ts', 'a.ts'], lines: 9 })]
  expect(winnerOf(one, two)).toBe(2)
  expect(sayWorse([one, two], two, one)).toBe('changes 10 lines, and api-2 changes 9 lines')
})

test('the reason names the first number that differs, and both values', () => {
  const [one, two] = [anAttempt(1, { files: ['a.ts', 'b.ts'] }), anAttempt(2)]
  expect(sayWorse([one, two], two, one)).toBe('changes 1 file that another attempt left unchanged, and api-2 changes no such file')
  expect(sayWorse([one, two], two, anAttempt(3, { at: 20 }))).toBe('was proven after api-2, and is otherwise as good')
})

const attempts = fc
  .array(
    fc.record({
      at: fc.nat(3),
      faults: fc.nat(1),
      files: fc.option(fc.subarray(['a', 'b', 'c'])),
      lines: fc.constantFrom(1, 2, Infinity),
      usd: fc.constantFrom(1, 2, Infinity),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map(drawn => drawn.map((over, index) => anAttempt(index + 1, over)))

test('the order of the attempts in the file does not change the winner', () => {
  fc.assert(
    fc.property(attempts, fc.nat(), (drawn, turn) => {
      const at = turn % drawn.length
      const turned = [...drawn.slice(at), ...drawn.slice(0, at)].toReversed()
      expect(rankAttempts(turned)).toEqual(rankAttempts(drawn))
    }),
  )
})
