import { expect, test } from 'vitest'
import { visible } from '../../../../src/ui/web/page/model/visible.ts'

test.each([
  ['const x = 1\t// ok', 'const x = 1\t// ok'],
  ['grün 漢字 🙂 שלום مرحبا', 'grün 漢字 🙂 שלום مرحبا'],
  ['if (isAdmin\u202e\u2066// only users\u2069', 'if (isAdmin<U+202E><U+2066>// only users<U+2069>'],
  ['zero\u200bwidth', 'zero<U+200B>width'],
  ['\x1b[31mred\x1b[0m\x07', '␛[31mred␛[0m␇'],
  ['windows\r', 'windows␍'],
  ['over\rwritten', 'over␍written'],
  ['one\u2028two\x85three\x7f', 'one<U+2028>two<U+0085>three␡'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown)
})
