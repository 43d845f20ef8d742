import { expect, test } from 'vitest'
import { turnText } from '../../../../src/adapters/agents/signals/turn-text.ts'

test.each([
  ['colours and titles are gone', '\u001b[1;31mrm\u001b[0m -rf\u001b]0;evil\u0007 build', 'rm -rf build'],
  ['a C1 sequence goes with its parameters', 'a\u009b31mb', 'ab'],
  ['what follows an unfinished title is kept', 'npm\u001b]0; publish', 'npm0; publish'],
  ['a lone carriage return starts a line', 'harmless\rrm -rf /', 'harmless\nrm -rf /'],
  ['lines and tabs stay', 'for f in *; do\n\techo $f\ndone', 'for f in *; do\n\techo $f\ndone'],
  ['what hides is spelled out', 'rm\u202e fr-', 'rm<U+202E> fr-'],
])('the text of the turn is read: %s', (_name, said, told) => {
  expect(turnText(said)).toBe(told)
})

test('a long turn text is shortened, and an empty one stays empty', () => {
  expect(turnText('x'.repeat(5000))).toBe(`${'x'.repeat(1999)}…`)
  expect(turnText(null)).toBe(null)
})
