import fc from 'fast-check'

/**
 * Any code point, halves of surrogate pairs included. fast-check's own 'binary' does the same, but first spends a second
 * listing them all.
 */
export const codePoint = fc.nat({ max: 0x10ffff }).map(code => String.fromCodePoint(code))
