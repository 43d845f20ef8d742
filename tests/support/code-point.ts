import fc from 'fast-check'

/**
 * Any code point, including halves of surrogate pairs. The 'binary' of fast-check does the same, but first spends a second on listing all
 * of them.
 */
export const codePoint = fc.nat({ max: 0x10ffff }).map(code => String.fromCodePoint(code))
