import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitize } from '../../../src/core/brief/sanitize.ts'
import { codePoint } from '../../support/code-point.ts'
import { processorTime } from '../../support/processor-time.ts'

const SEEN_BUT_HARMLESS = [
  'Reviewed previous work âœ… and found â€œquotesâ€\u00a0– all of it stays',
  'üéØ √∫ Ôªø from a Mac, ðŸ“ from Windows',
  '✅ 🧑‍🚀 👩🏽‍💻 é e\u0301 مرحبا ‏עברית',
  '┌──┐\n│ ▶│\n└──┘ ├── src/  └── tests/',
  '```sh\n$ rm -rf "$HOME"  # only quoted\n```',
  '\tMakefile:\n\t\ttab\ttab  \n trailing space ',
  '[31m without ESC, 201~, \\x1b written out, ^C',
]

describe('cleaning a text for a terminal', () => {
  it.each(SEEN_BUT_HARMLESS)('keeps %j byte for byte', text => {
    expect(sanitize(text)).toEqual({ text, stripped: [] })
  })

  it('turns CRLF and CR into LF and counts them', () => {
    expect(sanitize('a\r\nb\r\nc\rd\r\r\n')).toEqual({ text: 'a\nb\nc\nd', stripped: ['3 × CRLF (now LF)', '2 × CR (now LF)'] })
  })

  it('removes control characters of a terminal, and counts each', () => {
    expect(sanitize('a\x1b[31mred\x1b]0;title\x07\x00\x03\x7f\x9b5m\x0c')).toEqual({
      text: 'a[31mred]0;title5m',
      stripped: ['1 × NUL', '1 × U+0003', '1 × BEL', '1 × FF', '2 × ESC', '1 × DEL', '1 × U+009B'],
    })
  })

  it('removes marks of bracketed paste whole, in either spelling', () => {
    expect(sanitize('before\x1b[201~rm -rf /\x1b[200~\x9b201~after')).toEqual({
      text: 'beforerm -rf /after',
      stripped: ['3 × bracketed-paste mark'],
    })
  })

  it('replaces lone surrogates, which have no bytes in UTF-8', () => {
    expect(sanitize('a\ud800b\udc00c🙂')).toEqual({ text: 'a�b�c🙂', stripped: ['2 × half a character (lone surrogate)'] })
  })

  it('drops line ends at the end, and only there', () => {
    expect(sanitize('\n\na\n\nb\n\n\n')).toEqual({ text: '\n\na\n\nb', stripped: [] })
  })

  it('leaves no control character, whatever comes in, and changes nothing the second time', () => {
    const unit = fc.oneof(
      fc.constantFrom('\x1b', '\x1b[', '201~', '\x9b', '\r', '\n', '\0', '\ud83d', '\ude00', 'a'),
      fc.string({ unit: codePoint }),
    )
    fc.assert(
      fc.property(fc.array(unit), parts => {
        const { text } = sanitize(parts.join(''))
        expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)
        expect(text.isWellFormed()).toBe(true)
        expect(sanitize(text)).toEqual({ text, stripped: [] })
      }),
    )
  })

  it.each([
    ['plain text', 'The quick brown fox jumps over the lazy dog.\n'],
    ['nothing but newlines before one letter', '\n'],
    ['nothing but escapes', '\x1b'],
    ['marks of bracketed paste', '\x1b[201~'],
    ['half characters', '\ud800'],
    ['CRLF everywhere', 'ab\r\n'],
  ])('reads 1 MB of %s only once', async (_, piece) => {
    const text = `${piece.repeat(1_048_576 / piece.length)}x`
    sanitize(text)
    // Processor time: measured 2 to 18 ms, and 60 ms on a busy machine. A regular expression that looks back from each
    // character would take minutes.
    expect(await processorTime(() => sanitize(text))).toBeLessThan(3_000)
  })
})
