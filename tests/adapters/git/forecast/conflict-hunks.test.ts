import { expect, test } from 'vitest'
import { conflictHunks } from '../../../../src/adapters/git/forecast/conflict-hunks.ts'

const text = (...lines: readonly string[]) => lines.join('\n')

test.each([
  ['the common ancestor is shown too', text('<<<<<<< a', 'l', '||||||| b', 'old', '=======', 'r', '>>>>>>> c'), [[['l'], ['r']]]],
  ['lines end with CR LF', text('<<<<<<< a\r', 'l\r', '=======\r', 'r\r', '>>>>>>> c\r', ''), [[['l'], ['r']]]],
  ['one side is empty', text('<<<<<<< a', '=======', 'r', '>>>>>>> c'), [[[], ['r']]]],
  ['markers are longer', text('<<<<<<<<<<< a', 'l', '===========', 'r', '>>>>>>>>>>> c'), [[['l'], ['r']]]],
  [
    'a side has a line of equals signs',
    text('<<<<<<< a', 'l', '=======', 'Title', '=======', '>>>>>>> c'),
    [[['l'], ['Title', '=======']]],
  ],
  [
    'there are two',
    text('<<<<<<< a', '1', '=======', '2', '>>>>>>> c', 'x', '<<<<<<< a', '3', '=======', '4', '>>>>>>> c'),
    [
      [['1'], ['2']],
      [['3'], ['4']],
    ],
  ],
  ['it is cut off', text('<<<<<<< a', 'l', '=======', 'r'), []],
  ['a document shows markers indented', text('  <<<<<<< a', '  =======', '  >>>>>>> c'), []],
])('conflict markers are read as pieces: %s', (_what, merged, expected) => {
  expect(conflictHunks(merged).map(({ ours, theirs }) => [ours, theirs])).toEqual(expected)
})

test('the symbol of a conflict is the nearest unindented line above, not one inside the conflict', () => {
  const merged = text(
    '# a comment',
    'def first():',
    '  pass',
    '',
    '<<<<<<< a',
    'def inside():',
    '=======',
    '>>>>>>> b',
    '',
    '<<<<<<< a',
    'x',
    '=======',
    'y',
    '>>>>>>> b',
  )
  expect(conflictHunks(merged).map(({ line, symbol }) => [line, symbol])).toEqual([
    [5, 'def first():'],
    [10, 'def first():'],
  ])
})

test('many long pieces of a conflict are shortened', () => {
  const piece = text('<<<<<<< a', ...Array.from({ length: 50 }, () => 'x'.repeat(500)), '=======', 'r', '>>>>>>> c', '')
  const hunks = conflictHunks(piece.repeat(20))
  expect(hunks).toHaveLength(5)
  expect(hunks[0]?.ours).toHaveLength(12)
  expect(hunks[0]?.ours[0]).toHaveLength(200)
})
