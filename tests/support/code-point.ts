import fc from 'fast-check'

/** Any code point, halves of pairs too. As fast-check's own 'binary', which first takes a second to list them all. */
export const codePoint = fc.nat({ max: 0x10ffff }).map(code => String.fromCodePoint(code))
