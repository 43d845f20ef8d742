import { expect, test } from 'vitest'
import { plainText } from '../../../../src/adapters/agents/signals/plain-text.ts'

test.each([
  ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
  ['a title with its bell', '\u001b]0;evil\u0007text', 'text'],
  ['a device control string', '\u001bPq#1\u001b\\text', 'text'],
  ['an unfinished sequence', 'text\u001b]0;never ends', 'text'],
  ['bells, C1 and carriage returns', 'a\u0007b\u009bc\rd', 'abcd'],
  ['tabs and lines, which stay', 'a\tb\nc', 'a\tb\nc'],
])('removes %s', (_name, dirty, clean) => {
  expect(plainText(dirty)).toBe(clean)
})

test('shortens what is too long', () => {
  expect(plainText('x'.repeat(5000))).toBe(`${'x'.repeat(1999)}…`)
})
