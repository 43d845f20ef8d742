import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../../src/core/text/plain-text.ts'
import { codePoint } from '../../support/code-point.ts'
import { processorTime } from '../../support/processor-time.ts'

const CONTROL = /[\x00-\x1f\x7f-\x9f]/
const CONTROL_BUT_TAB_AND_LINE_FEED = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/
const HIDING = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/

/** Text in which every second piece is something that a terminal interprets. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: codePoint }),
      fc.constantFrom(
        '\x1b',
        '\x1b[',
        '\x9b',
        '\x1b]',
        '\x9d',
        '\x90',
        '\x1bP',
        '\x07',
        '\x1b\\',
        '\x9c',
        '\r\n',
        '\u202e',
        '\ud800',
        '31m',
      ),
      fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)),
    ),
    { maxLength: 40 },
  )
  .map(pieces => pieces.join(''))

describe('hostile text after cleaning', () => {
  test('has no control character, no hidden character and no lone surrogate', () => {
    fc.assert(
      fc.property(hostile, text => {
        const plain = plainText(text, 10_000)
        expect(plain).not.toMatch(CONTROL)
        expect(plain).not.toMatch(HIDING)
        expect(plain.isWellFormed()).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('has only tabs and line feeds as control characters, with lines kept', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(plainText(text, 10_000, { lines: true })).not.toMatch(CONTROL_BUT_TAB_AND_LINE_FEED)
      }),
      { numRuns: 1000 },
    )
  })

  test('is never longer than asked, is well formed, and plain text stays unchanged', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 50 }), (text, maxChars) => {
        const plain = plainText(text, maxChars)
        expect(plain.length).toBeLessThanOrEqual(maxChars)
        expect(plain.isWellFormed()).toBe(true)
        expect(plainText(plain, maxChars)).toBe(plain)
      }),
    )
  })
})

test.each([
  ['colours', 'a\x1b[1;31mred\x1b[0m b', 'ared b'],
  ['8-bit CSI', 'a\x9b31mred', 'ared'],
  ['a title', 'a\x1b]0;evil\x07b', 'ab'],
  ['a clipboard write', 'a\x1b]52;c;ZXZpbA==\x1b\\b', 'ab'],
  ['8-bit OSC', 'a\x9d8;;http://evil\x9cb', 'ab'],
  ['DCS, APC, PM and SOS', 'a\x1bPq\x1b\\b\x1b_x\x1b\\c\x1b^y\x1b\\d\x1bXz\x1b\\e', 'abcde'],
  ['a charset switch', 'a\x1b(0b', 'ab'],
  ['an escape that is cut off', 'ab\x1b', 'ab'],
  ['a sequence that is cut off', 'ab\x1b[31', 'ab'],
  ['backspaces', 'rm\b\b', 'rm'],
])('%s are removed', (_name, text, plain) => {
  expect(plainText(text, 100)).toBe(plain)
})

test('an unfinished control string does not remove the text after it', () => {
  expect(plainText('before\x1b]0;after', 100)).toBe('before0;after')
})

test('characters that reorder or hide text are shown as code points', () => {
  expect(plainText('user\u202etxt.exe\u200b\ufeff', 100)).toBe('user<U+202E>txt.exe<U+200B><U+FEFF>')
})

test('joiners stay if the script needs them, and are shown as code points if they hide something', () => {
  const family = '👩‍👩‍👧 🏳️‍🌈 👩🏽‍💻'
  expect(plainText(family, 100)).toBe(family)
  const written = 'می‌خواهم क्‍ष'
  expect(plainText(written, 100)).toBe(written)
  expect(plainText('pay\u200dpal ad\u200cmin a\u0301\u200db', 100)).toBe('pay<U+200D>pal ad<U+200C>min a\u0301<U+200D>b')
  expect(plainText('👩‍👩', 4)).toBe('👩…')
})

test('lone surrogates become the replacement character', () => {
  expect(plainText('a\ud800b', 100)).toBe('a\ufffdb')
})

test('line breaks and tabs become spaces, or stay if lines are kept', () => {
  expect(plainText('a\tb\r\nc\rd\u2028e', 100)).toBe('a b c d e')
  expect(plainText('a\tb\r\nc\rd\u2028e', 100, { lines: true })).toBe('a\tb\nc\nd\ne')
})

test('emoji, accents and other scripts are not changed', () => {
  expect(plainText('Grüße ❤️ 日本 עברית', 100)).toBe('Grüße ❤️ 日本 עברית')
})

test('a cut never splits a character', () => {
  expect(plainText('ab😀cd', 4)).toBe('ab…')
  expect(plainText('abcd', 4)).toBe('abcd')
})

test('a hundred thousand unfinished control sequences are cleaned quickly', async () => {
  const spent = await processorTime(() => {
    for (const introducer of ['\x1b]', '\x9d', '\x1b[', '\x9b', '\x1b]a\t', '\x1b ']) plainText(introducer.repeat(100_000), 1000)
  })
  expect(spent).toBeLessThan(5_000)
})
