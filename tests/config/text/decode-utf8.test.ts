import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from '../../../src/config/text/decode-utf8.ts'
import { processorTime } from '../../support/processor-time.ts'

describe('the UTF-8 decoder', () => {
  it('keeps every character, also a byte order mark and NUL', () => {
    const text = '\ufeffâœ… 🙂\r\n\0end'
    expect(decodeUtf8(Buffer.from(text))).toEqual({ text })
  })

  it.each([
    ['Latin-1', Buffer.from([0x61, 0x0a, 0xe4, 0x62]), 2, 2],
    ['UTF-16', Buffer.from('\ufeffhello', 'utf16le'), 0, 1],
    ['a character that is cut off', Buffer.from([0x61, 0xf0, 0x9f, 0x99]), 1, 1],
    ['an encoded surrogate', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 1, 1],
    ['an overlong form', Buffer.from([0xc0, 0xaf]), 0, 1],
  ])('finds the first invalid byte of %s', (_, bytes, offset, line) => {
    expect(decodeUtf8(bytes)).toEqual({ offset, line })
  })

  it('finds an invalid byte at every position', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const head = Buffer.from(before)
        expect(decodeUtf8(Buffer.concat([head, Buffer.from([0xff]), Buffer.from(after)]))).toHaveProperty('offset', head.length)
      }),
    )
  })

  it('decodes a megabyte quickly', async () => {
    const bytes = Buffer.concat([Buffer.from('ä'.repeat(500_000)), Buffer.from([0xff])])
    const spent = await processorTime(() => expect(decodeUtf8(bytes)).toEqual({ offset: 1_000_000, line: 1 }))
    expect(spent).toBeLessThan(3_000)
  })
})
