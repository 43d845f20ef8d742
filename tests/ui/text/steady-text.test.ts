import { expect, test } from 'vitest'
import { steadyText } from '../../../src/ui/text/steady-text.ts'

test.each([
  ['a plain text stays', 'error mapping, 3 of 7', 'error mapping, 3 of 7'],
  ['wide characters stay', '漢字 ok', '漢字 ok'],
  ['of a joined picture the first stays', 'by 👨‍👩‍👧 and me', 'by 👨 and me'],
  ['a selector goes, for it makes the heart wide in some terminals only', '❤️ it', '❤ it'],
  ['a skin tone goes', '👍🏽 ok', '👍 ok'],
  ['combining marks stay with their letter', 'cafe\u0301', 'cafe\u0301'],
])('a text for the dashboard keeps a width on which terminals agree: %s', (_, text, expected) => {
  expect(steadyText(text)).toBe(expected)
})

test('control sequences are removed, also beside pictures', () => {
  const text = steadyText('🙂\x1b[2J\x1b]0;title\x07\u009b31m\u202ered\r\nnext')
  expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/)
  expect(text).toContain('red')
})

test('a text is cut to its limit', () => {
  expect(steadyText('x'.repeat(50), 10).length).toBeLessThanOrEqual(11)
})
